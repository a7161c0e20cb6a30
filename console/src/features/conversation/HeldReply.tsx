import { Button, Textarea } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Hand } from "lucide-react";
import { useState } from "react";

import { api, ask } from "@/api/client";
import type { CaseReply } from "@/api/contract";
import { useCommands } from "@/ui/commands";
import { Reasons } from "@/ui/badges";
import { Until } from "@/ui/time";
import { done, refused } from "@/ui/toast";

import classes from "./HeldReply.module.css";
import { t } from "./text";

interface Props {
  readonly held: CaseReply;
  readonly me: string;
  readonly name: (id: string | null) => string;
}

/** What the agent would say, and nobody has heard yet: send it, send it better, or discard it. */
export function HeldReply({ held: one, me, name }: Props) {
  const queries = useQueryClient();
  const words = one.held?.text ?? "";
  const [text, setText] = useState(words);
  const allowed = one.allowed ?? [];
  const params = { path: { case: one.id } };
  const settled = () => {
    for (const key of [["conversation", one.conversation], ["turns", one.conversation], ["cases"]]) {
      void queries.invalidateQueries({ queryKey: key });
    }
  };
  const release = useMutation({
    mutationFn: () =>
      ask(api.POST("/v1/cases/{case}/release", { params, body: text.trim() === words.trim() ? {} : { text } })),
    onError: refused,
    onSuccess: () => done(t.held.released),
    onSettled: settled,
  });
  const discard = useMutation({
    mutationFn: () => ask(api.POST("/v1/cases/{case}/discard", { params, body: {} })),
    onError: refused,
    onSuccess: () => done(t.held.discarded),
    onSettled: settled,
  });
  const edited = text.trim() !== words.trim();
  const maySend = allowed.includes(edited ? "edit" : "release") && text.trim() !== "";
  const mayDiscard = allowed.includes("discard");
  useCommands([
    ...(maySend
      ? [{ id: "held release", label: edited ? t.held.edit : t.held.release, keys: "s", run: () => release.mutate() }]
      : []),
    ...(mayDiscard ? [{ id: "held discard", label: t.held.discard, keys: "x", run: () => discard.mutate() }] : []),
  ]);
  return (
    <section className={classes.held} aria-label={t.held.title}>
      <header className={classes.head}>
        <Hand size={15} aria-hidden />
        <h2 className={classes.title}>{t.held.title}</h2>
        <Reasons reasons={one.reasons} />
        {one.held === null ? null : (
          <span className={classes.left}>
            <Until at={one.held.expires_at} /> {t.held.expires}
          </span>
        )}
      </header>
      <Textarea
        aria-label={t.held.text}
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key === "Enter" && (event.metaKey || event.ctrlKey) && maySend) {
            event.preventDefault();
            release.mutate();
          } else if (event.key === "Escape") {
            event.currentTarget.blur();
          }
        }}
        readOnly={!allowed.includes("edit")}
        autosize
        minRows={1}
        maxRows={8}
      />
      <div className={classes.foot}>
        {mayDiscard || maySend ? null : <span className={classes.left}>{whyNot(one, me, name)}</span>}
        {!allowed.includes("release") && mayDiscard ? <span className={classes.left}>{t.held.stale}</span> : null}
        {mayDiscard ? (
          <Button size="xs" variant="default" loading={discard.isPending} onClick={() => discard.mutate()}>
            {t.held.discard}
          </Button>
        ) : null}
        {maySend ? (
          <Button size="xs" loading={release.isPending} onClick={() => release.mutate()}>
            {edited ? t.held.edit : t.held.release}
          </Button>
        ) : null}
      </div>
    </section>
  );
}

/** Why there is nothing to press: who decides, and how I could. */
function whyNot({ offers, owner, allowed }: CaseReply, me: string, name: (id: string | null) => string): string {
  const mine = allowed?.includes("accept") ? t.held.mayAccept : allowed?.includes("claim") ? t.held.mayClaim : "";
  const other = offers.find((offer) => offer.person !== me);
  const who = owner !== null && owner !== me ? t.held.has(name(owner)) : other === undefined ? "" : t.held.offered(name(other.person));
  return `${who} ${mine}`.trim() || t.held.waits;
}
