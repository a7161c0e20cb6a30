import { Button } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { Lightbulb } from "lucide-react";

import { api, ask } from "@/api/client";
import type { LessonReply } from "@/api/contract";
import { useMay } from "@/api/session";
import { Empty, Loaded } from "@/ui/states";
import { At } from "@/ui/time";
import { done, refused } from "@/ui/toast";

import classes from "./LearnPage.module.css";
import { useEffectOf, useLessons } from "./queries";
import { t } from "./text";

/** Drafts that wait for one click, and what the agent knows by now. */
export function Lessons() {
  const mayAdopt = useMay("adopt");
  return (
    <>
      <p className="quiet">{t.lessonsLine}</p>
      {mayAdopt ? <Drafts /> : null}
      <Adopted mayAdopt={mayAdopt} />
    </>
  );
}

function Drafts() {
  const drafts = useLessons("drafted");
  return (
    <section aria-label={t.drafted} className={classes.lessons}>
      <h2 className={classes.shelfTitle}>{t.drafted}</h2>
      <Loaded of={drafts}>
        {(data) =>
          data.lessons.length === 0 ? (
            <Empty icon={Lightbulb} title={t.noDrafts}>
              {t.noDraftsLine}
            </Empty>
          ) : (
            data.lessons.map((lesson) => <Card key={lesson.id} lesson={lesson} mayAdopt />)
          )
        }
      </Loaded>
    </section>
  );
}

function Adopted({ mayAdopt }: { readonly mayAdopt: boolean }) {
  const adopted = useLessons("adopted");
  return (
    <section aria-label={t.adopted} className={classes.lessons}>
      <h2 className={classes.shelfTitle}>{t.adopted}</h2>
      <Loaded of={adopted}>
        {(data) =>
          data.lessons.length === 0 ? (
            <p className="quiet">{t.noAdopted}</p>
          ) : (
            data.lessons.map((lesson) => <Card key={lesson.id} lesson={lesson} mayAdopt={mayAdopt} />)
          )
        }
      </Loaded>
    </section>
  );
}

function Card({ lesson, mayAdopt }: { readonly lesson: LessonReply; readonly mayAdopt: boolean }) {
  const adopted = lesson.state === "adopted";
  return (
    <article className={classes.card} aria-label={lesson.question}>
      <h3 className={classes.said}>{lesson.question}</h3>
      {lesson.did === null ? null : (
        <p className="quiet">
          {t.agentSaid} <q>{lesson.did}</q>
        </p>
      )}
      <p className={classes.said}>{lesson.answer}</p>
      {adopted && mayAdopt ? <Effect lesson={lesson.id} /> : null}
      <footer className={classes.labels}>
        {mayAdopt ? <Decide lesson={lesson} /> : null}
        <Link to="/conversations/$conversation" params={{ conversation: lesson.conversation }}>
          {t.evidence}
        </Link>
        <span className="quiet">
          <At at={lesson.decided_at ?? lesson.drafted_at} />
        </span>
      </footer>
    </article>
  );
}

function Decide({ lesson }: { readonly lesson: LessonReply }) {
  const queries = useQueryClient();
  const params = { path: { lesson: lesson.id } };
  const settled = { onError: refused, onSettled: () => queries.invalidateQueries({ queryKey: ["lessons"] }) };
  const adopt = useMutation({
    mutationFn: () => ask(api.POST("/v1/lessons/{lesson}/adoption", { params, body: {} })),
    onSuccess: () => done(t.isAdopted),
    ...settled,
  });
  const discard = useMutation({
    mutationFn: () => ask(api.DELETE("/v1/lessons/{lesson}/adoption", { params })),
    onSuccess: () => done(t.isDiscarded),
    ...settled,
  });
  const busy = adopt.isPending || discard.isPending;
  return (
    <>
      {lesson.state === "drafted" ? (
        <Button size="xs" disabled={busy} onClick={() => adopt.mutate()}>
          {t.adopt}
        </Button>
      ) : null}
      <Button size="xs" variant="default" disabled={busy} onClick={() => discard.mutate()}>
        {lesson.state === "adopted" ? t.takeAway : t.discard}
      </Button>
    </>
  );
}

function Effect({ lesson }: { readonly lesson: string }) {
  const effect = useEffectOf(lesson);
  return (
    <Loaded of={effect}>
      {({ before, after }) => (
        <p className={classes.effect} title={t.effectLine}>
          {t.before(before.escalated, before.asked)} · {t.after(after.escalated, after.asked)}
        </p>
      )}
    </Loaded>
  );
}
