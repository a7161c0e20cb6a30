import { Button } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { Dices } from "lucide-react";

import { api, ask } from "@/api/client";
import { useNameOf } from "@/api/names";
import type { SampledReply } from "@/api/contract";
import { useMay } from "@/api/session";
import { words } from "@/text/format";
import { Empty, Loaded } from "@/ui/states";
import { At } from "@/ui/time";
import { done, refused } from "@/ui/toast";

import classes from "./LearnPage.module.css";
import { useSample } from "./queries";
import { t } from "./text";

/** What the agent handled alone, drawn by lot: did it need a person? */
export function Sample() {
  const sample = useSample();
  return (
    <Loaded of={sample}>
      {(data) => (
        <section aria-label={t.parts.sample} className={classes.lessons}>
          <p className="quiet">{t.sampleLine}</p>
          {data.judged === 0 ? null : <p>{t.sampleJudged(data.judged, data.needed_a_person)}</p>}
          {data.waiting.length === 0 ? (
            <Empty icon={Dices} title={t.noSample}>
              {t.noSampleLine}
            </Empty>
          ) : (
            data.waiting.map((each) => <Drawn key={each.conversation} sampled={each} />)
          )}
        </section>
      )}
    </Loaded>
  );
}

function Drawn({ sampled }: { readonly sampled: SampledReply }) {
  const queries = useQueryClient();
  const mayLabel = useMay("label");
  const nameOf = useNameOf();
  const judge = useMutation({
    mutationFn: (needed: boolean) =>
      ask(
        api.POST("/v1/conversations/{conversation}/sample-judgement", {
          params: { path: { conversation: sampled.conversation } },
          body: { needed_a_person: needed },
        }),
      ),
    onSuccess: () => done(t.isJudged),
    onError: refused,
    onSettled: () => queries.invalidateQueries({ queryKey: ["audit-sample"] }),
  });
  return (
    <article className={classes.card} aria-label={sampled.conversation}>
      <h3>
        <Link to="/conversations/$conversation" params={{ conversation: sampled.conversation }}>
          {sampled.topic === null ? sampled.conversation : words(sampled.topic)}
        </Link>
      </h3>
      <p className="quiet">
        {nameOf(sampled.agent)} · {words(sampled.channel)} · <At at={sampled.opened_at} />
      </p>
      {mayLabel ? (
        <footer className={classes.labels}>
          <Button size="xs" variant="default" disabled={judge.isPending} onClick={() => judge.mutate(false)}>
            {t.handledWell}
          </Button>
          <Button size="xs" variant="default" disabled={judge.isPending} onClick={() => judge.mutate(true)}>
            {t.neededPerson}
          </Button>
        </footer>
      ) : null}
    </article>
  );
}
