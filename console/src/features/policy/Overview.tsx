import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";

import { api, ask } from "@/api/client";
import type { SectionReply, SentenceReply } from "@/api/contract";
import { Tag } from "@/ui/badges";
import { Loaded } from "@/ui/states";
import blocks from "@/ui/blocks.module.css";

import classes from "./policy.module.css";
import { t } from "./text";
import type { Working } from "./working";

/** How the agent decides, sentence by sentence, of the document as it is being written. */
export function Overview({ working }: { readonly working: Working }) {
  const words = useQuery({
    queryKey: ["policy", "words", working.dirty ? working.document : working.life.published, working.dirty],
    queryFn: () =>
      working.dirty
        ? ask(api.POST("/v1/policy/words", { body: { document: working.document } }))
        : ask(api.GET("/v1/policy/words")),
  });
  return (
    <div className={blocks.column}>
      <Loaded of={words}>
        {(told) => told.sections.map((section) => <Part key={section.key} of={section} />)}
      </Loaded>
    </div>
  );
}

function Part({ of }: { readonly of: SectionReply }) {
  return (
    <section className={blocks.section}>
      <h2 className={blocks.heading}>{of.title}</h2>
      <ul className={classes.sentences}>
        {of.sentences.map((sentence) => (
          <li key={`${sentence.path} ${sentence.text}`} className={classes.sentence}>
            <span>{sentence.text}</span>
            <span className={classes.tags}>
              {sentence.chosen ? null : <Tag tone="warn">{t.unchosen}</Tag>}
              <Change sentence={sentence} />
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}

/** Where the sentence is changed. */
function Change({ sentence }: { readonly sentence: SentenceReply }) {
  const steps = sentence.path.split(".");
  const scoped = steps[0] !== "organisation" && ["agents", "topics", "objects", "flows"].includes(steps[0] ?? "");
  const rest = steps.slice(scoped ? 2 : 1);
  const section = { thresholds: "thresholds", rules: "rules", route_for: "routes" }[rest[0] ?? ""];
  const top = { routes: "routes", messages: "messages", publishing: "general", notices: "general" }[steps[0] ?? ""];
  return (
    <Link
      className={classes.link}
      to="/policy/$section"
      params={{ section: top ?? section ?? "limits" }}
      search={{ scope: scoped ? steps.slice(0, 2).join(".") : undefined, open: rest[1] ?? steps[1] }}
      aria-label={`${t.details}: ${sentence.text}`}
    >
      {t.details}
    </Link>
  );
}
