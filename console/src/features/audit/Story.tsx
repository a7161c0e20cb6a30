import { Button, TextInput } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { FileCheck2, Route } from "lucide-react";

import { api, ask } from "@/api/client";
import type { TimelineFact } from "@/api/contract";
import { useMay } from "@/api/session";
import { Fields } from "@/ui/Fields";
import { Empty, Loaded } from "@/ui/states";
import { At } from "@/ui/time";
import { done, refused } from "@/ui/toast";

import classes from "./AuditPage.module.css";
import { What, Who } from "./FactSearch";
import { useTimeline } from "./queries";
import { save } from "./saving";
import { t } from "./text";

/** One case from its first word to its end, and its dossier. */
export function Story() {
  const { case: name } = useSearch({ from: "/shell/audit" });
  const navigate = useNavigate();
  return (
    <>
      <form
        className={classes.fields}
        onSubmit={(event) => {
          event.preventDefault();
          const given = new FormData(event.currentTarget).get("case");
          if (typeof given === "string" && given.trim() !== "") {
            void navigate({ to: ".", search: (old) => ({ ...old, part: "case", case: given.trim() }) });
          }
        }}
      >
        <TextInput key={name ?? ""} name="case" aria-label={t.caseId} placeholder={t.caseHint} defaultValue={name ?? ""} className={classes.caseId} />
        <Button type="submit" variant="default">
          {t.show}
        </Button>
      </form>
      {name === undefined ? (
        <Empty icon={Route} title={t.noCase}>
          {t.noCaseLine}
        </Empty>
      ) : (
        <Told name={name} />
      )}
    </>
  );
}

function Told({ name }: { readonly name: string }) {
  const timeline = useTimeline(name);
  return (
    <Loaded of={timeline}>
      {(data) => (
        <>
          <Dossier name={name} />
          <ol className={classes.story}>
            {data.facts.map((fact) => (
              <li key={fact.hash} className={classes.step}>
                <span className={classes.stepWhen}>
                  <At at={fact.at} />
                  <span className={classes.number}>{fact.number ?? t.unplaced}</span>
                </span>
                <span className={classes.stepWhat}>
                  <span className={classes.stepWho}>
                    <Who fact={fact} />
                  </span>
                  <What fact={fact} />
                  <Content fact={fact} />
                </span>
              </li>
            ))}
          </ol>
        </>
      )}
    </Loaded>
  );
}

const TEXTS = ["text", "why", "note", "question", "answer", "ground", "comment", "decision", "result"] as const;

function Content({ fact }: { readonly fact: TimelineFact }) {
  if (fact.withheld !== null) {
    return <span className={classes.withheld}>{fact.withheld === "right" ? t.withheldRight : t.withheldSealed}</span>;
  }
  const said = TEXTS.flatMap((name) => {
    const value = fact.content?.[name];
    return typeof value === "string" && value !== "" ? [[name, value] as const] : [];
  });
  const files = fact.content?.["files"];
  return (
    <>
      {said.map(([name, value]) => (
        <blockquote key={name} className={classes.quote}>
          {value}
        </blockquote>
      ))}
      {Array.isArray(files) && files.length > 0 ? <Fields of={{ files }} /> : null}
    </>
  );
}

function Dossier({ name }: { readonly name: string }) {
  const may = useMay("audit", "measure");
  const take = useMutation({
    mutationFn: () => ask(api.POST("/v1/cases/{case}/dossier", { params: { path: { case: name } } })),
    onError: refused,
    onSuccess: (made) => {
      save(`${made.case}.html`, "text/html", made.html);
      save(`${made.case}.json`, "application/json", made.json);
      done(made.newer > 0 ? `${t.took(made.facts)}. ${t.newer(made.newer)}` : t.took(made.facts));
    },
  });
  if (!may) {
    return null;
  }
  return (
    <div className={classes.dossier}>
      <p>{t.dossierLine}</p>
      <Button leftSection={<FileCheck2 size={16} aria-hidden />} loading={take.isPending} onClick={() => take.mutate()}>
        {t.take}
      </Button>
    </div>
  );
}
