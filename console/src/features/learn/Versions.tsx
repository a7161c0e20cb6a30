import { Button } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { GitCommitVertical } from "lucide-react";

import { api, ask } from "@/api/client";
import type { FitReply, LearningReply, VersionReply } from "@/api/contract";
import { useMay } from "@/api/session";
import { Empty, Loaded } from "@/ui/states";
import { At } from "@/ui/time";
import { done } from "@/ui/toast";

import classes from "./LearnPage.module.css";
import { useChange, useLearning } from "./queries";
import { t } from "./text";
import { Version } from "./Version";

/** What was fitted to this organisation's own labels: asked for, compared, adopted, rolled back. */
export function Versions() {
  const learning = useLearning();
  return (
    <Loaded of={learning}>
      {(data) => (
        <section aria-label={t.parts.versions} className={classes.lessons}>
          <p className="quiet">{t.versions.line}</p>
          <Asking learning={data} />
          {data.versions.length === 0 ? (
            <Empty icon={GitCommitVertical} title={t.versions.none}>
              {t.versions.noneLine(data.fewest, data.fewest_of_a_kind)}
            </Empty>
          ) : (
            data.versions.map((each) => <Version key={each.version} version={each} />)
          )}
        </section>
      )}
    </Loaded>
  );
}

function Asking({ learning }: { readonly learning: LearningReply }) {
  const mayAdopt = useMay("adopt");
  const change = useChange();
  const fit = useMutation({
    mutationFn: (fitted: VersionReply["of"]) => ask(api.POST("/v1/learning/{fitted}/versions", { params: { path: { fitted } } })),
    onSuccess: (_, fitted) => done(t.versions.isAsked[fitted]),
    ...change,
  });
  const running = learning.fit !== null && learning.fit.failed === null;
  return (
    <div className={classes.labels}>
      {mayAdopt ? (
        <>
          <Button size="xs" disabled={running || fit.isPending} onClick={() => fit.mutate("needs_person")}>
            {t.versions.fit.needs_person}
          </Button>
          <Button size="xs" variant="default" disabled={fit.isPending} onClick={() => fit.mutate("confidence")}>
            {t.versions.fit.confidence}
          </Button>
        </>
      ) : null}
      {learning.fit === null ? null : <Fit fit={learning.fit} learning={learning} />}
    </div>
  );
}

function Fit({ fit, learning }: { readonly fit: FitReply; readonly learning: LearningReply }) {
  return (
    <span role="status" className={fit.failed === null ? "quiet" : undefined}>
      {said(fit, learning)} <At at={fit.asked_at} />
    </span>
  );
}

function said(fit: FitReply, learning: LearningReply): string {
  switch (fit.failed) {
    case null:
      return t.versions.running;
    case "too_few_labels":
      return t.versions.failed.too_few_labels(fit.labels ?? 0, learning.fewest, learning.fewest_of_a_kind);
    case "too_few_new_labels":
      return t.versions.failed.too_few_new_labels(learning.fewest_new);
    case "extra_missing":
      return t.versions.failed.extra_missing;
    case "broken":
      return t.versions.failed.broken;
  }
}
