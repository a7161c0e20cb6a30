import { Button } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";

import { api, ask } from "@/api/client";
import type { FigureReply, VersionReply } from "@/api/contract";
import { useMay } from "@/api/session";
import { count, percent, words } from "@/text/format";
import { Tag, type Tone } from "@/ui/badges";
import { useConfirm } from "@/ui/confirm";
import { Table } from "@/ui/Table";
import { At } from "@/ui/time";
import { done } from "@/ui/toast";

import classes from "./LearnPage.module.css";
import { useChange } from "./queries";
import { t } from "./text";

const TONES: Readonly<Record<VersionReply["state"], Tone>> = {
  proposed: "info",
  adopted: "good",
  retired: "plain",
  discarded: "plain",
};
const CLEARLY = 0.95;

/** One version: what it was made from, how it judges beside what was in force, and what to do about it. */
export function Version({ version }: { readonly version: VersionReply }) {
  const mayAdopt = useMay("adopt");
  return (
    <article className={classes.card} aria-label={version.detector}>
      <h3>
        {version.detector} <Tag tone={TONES[version.state]}>{t.versions.states[version.state]}</Tag>
      </h3>
      <p className="quiet">
        {t.versions.card[version.of](version.labels, version.positive, version.conversations)} <At at={version.since} /> –{" "}
        <At at={version.until} />
      </p>
      <p>{verdict(version)}</p>
      {version.figures.length === 0 ? null : <Figures version={version} />}
      <footer className={classes.labels}>
        {mayAdopt ? <Decide version={version} /> : null}
        <span className="quiet">
          {version.adopted_by === null || version.adopted_at === null ? (
            <>
              {t.versions.proposed} <At at={version.proposed_at} />
            </>
          ) : (
            <>
              {t.versions.adopted(version.adopted_by)} <At at={version.adopted_at} />
            </>
          )}
        </span>
      </footer>
    </article>
  );
}

function verdict(version: VersionReply): string {
  const { better, base } = version;
  const said = better >= CLEARLY ? t.versions.isBetter : better <= 1 - CLEARLY ? t.versions.isWorse : t.versions.isUnclear;
  return said(base, percent(better));
}

function Figures({ version }: { readonly version: VersionReply }) {
  return (
    <Table label={t.versions.figuresOf(version.detector)}>
      <thead>
        <tr>
          <th scope="col">{t.versions.figure}</th>
          <th scope="col">{t.versions.labels}</th>
          <th scope="col">{version.base}</th>
          <th scope="col">{version.detector}</th>
        </tr>
      </thead>
      <tbody>
        {version.figures.map((figure) => (
          <tr key={`${figure.name} ${figure.topic ?? ""}`}>
            <td title={t.versions.meanings[figure.name]}>
              {figure.topic === null ? t.versions.names[figure.name] : t.versions.onTopic(t.versions.names[figure.name], words(figure.topic))}
            </td>
            <td>{count(figure.count)}</td>
            <td>{between(figure, figure.before, figure.before_between)}</td>
            <td>{between(figure, figure.after, figure.after_between)}</td>
          </tr>
        ))}
      </tbody>
    </Table>
  );
}

function between(figure: FigureReply, value: number, range: FigureReply["after_between"]): string {
  const digits = figure.name === "needless_per_100" ? 1 : 2;
  return t.versions.between(value.toFixed(digits), range.low.toFixed(digits), range.high.toFixed(digits));
}

function Decide({ version }: { readonly version: VersionReply }) {
  const confirm = useConfirm();
  const change = useChange();
  const params = { path: { version: String(version.version) } };
  const adopt = useMutation({
    mutationFn: () => ask(api.POST("/v1/learning/versions/{version}/adoption", { params })),
    onSuccess: () => done(t.versions.isAdopted(version.detector)),
    ...change,
  });
  const rollBack = useMutation({
    mutationFn: () => ask(api.DELETE("/v1/learning/versions/{version}/adoption", { params })),
    onSuccess: () => done(t.versions.isRolledBack(version.back_to ?? "")),
    ...change,
  });
  const discard = useMutation({
    mutationFn: () => ask(api.DELETE("/v1/learning/versions/{version}", { params })),
    onSuccess: () => done(t.versions.isDiscarded),
    ...change,
  });
  const busy = adopt.isPending || rollBack.isPending || discard.isPending;
  const askFirst = async () => {
    const { detector, base } = version;
    if (await confirm({ title: t.versions.adoptTitle(detector), text: t.versions.adoptLine(base), confirm: t.adopt })) {
      adopt.mutate();
    }
  };
  return (
    <>
      {version.state === "proposed" || version.state === "retired" ? (
        <Button size="xs" variant={version.state === "proposed" ? "filled" : "default"} disabled={busy} onClick={() => void askFirst()}>
          {version.state === "proposed" ? t.adopt : t.versions.again}
        </Button>
      ) : null}
      {version.state === "proposed" ? (
        <Button size="xs" variant="default" disabled={busy} onClick={() => discard.mutate()}>
          {t.discard}
        </Button>
      ) : null}
      {version.back_to === null ? null : (
        <Button size="xs" variant="default" disabled={busy} onClick={() => rollBack.mutate()}>
          {t.versions.back(version.back_to)}
        </Button>
      )}
    </>
  );
}
