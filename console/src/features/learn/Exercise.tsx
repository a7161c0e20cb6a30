import { Button, Radio, Textarea } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";

import { api, ask } from "@/api/client";
import type { ExerciseReply, PracticeAnswer, PracticeReview, Spoken } from "@/api/contract";
import { words } from "@/text/format";
import { Confidence } from "@/ui/marks";
import { Loaded, ProblemNote } from "@/ui/states";

import classes from "./LearnPage.module.css";
import { useExercise } from "./queries";
import { t } from "./text";

type Label = PracticeAnswer["label"];
const LABELS: readonly Label[] = ["needed", "avoidable", "late", "misrouted"];

/** Claim, answer, label; then see what was done and why. Nothing of it is kept. */
export function Exercise({ name }: { readonly name: string }) {
  const exercise = useExercise(name);
  return <Loaded of={exercise}>{(data) => <Desk exercise={data} />}</Loaded>;
}

function Desk({ exercise }: { readonly exercise: ExerciseReply }) {
  const [claimed, setClaimed] = useState(false);
  const [reply, setReply] = useState("");
  const [label, setLabel] = useState<Label | null>(null);
  const answer = useMutation({
    mutationFn: (body: PracticeAnswer) =>
      ask(api.POST("/v1/practice/{exercise}/answer", { params: { path: { exercise: exercise.id } }, body })),
  });
  return (
    <article className={classes.exercise}>
      <h2 className={classes.exerciseTitle}>{exercise.title}</h2>
      <section aria-label={t.why}>
        <h3>{t.why}</h3>
        <ul className={classes.reasons}>
          {exercise.why.map((reason) => (
            <li key={reason.code}>{reason.line}</li>
          ))}
        </ul>
      </section>
      {claimed ? (
        <>
          <Seen exercise={exercise} />
          {answer.data === undefined ? (
            <form
              className={classes.answer}
              onSubmit={(event) => {
                event.preventDefault();
                if (label !== null) {
                  answer.mutate({ reply, label });
                }
              }}
            >
              <Textarea
                label={t.reply}
                placeholder={t.replyHint}
                autosize
                minRows={4}
                required
                withAsterisk={false}
                value={reply}
                onChange={(event) => setReply(event.currentTarget.value)}
              />
              <Radio.Group label={t.label} value={label} onChange={(value) => setLabel(LABELS.find((each) => each === value) ?? null)}>
                <div className={classes.labels}>
                  {LABELS.map((each) => (
                    <Radio key={each} value={each} label={t.labels[each]} />
                  ))}
                </div>
              </Radio.Group>
              {answer.isError ? <ProblemNote error={answer.error} /> : null}
              <Button type="submit" loading={answer.isPending} disabled={label === null || reply.trim() === ""}>
                {t.see}
              </Button>
            </form>
          ) : (
            <Review reply={reply} review={answer.data} again={() => answer.reset()} />
          )}
        </>
      ) : (
        <Button onClick={() => setClaimed(true)}>{t.claim}</Button>
      )}
    </article>
  );
}

function Seen({ exercise }: { readonly exercise: ExerciseReply }) {
  return (
    <>
      {exercise.known.length === 0 ? null : (
        <section aria-label={t.known}>
          <h3>{t.known}</h3>
          <dl className={classes.known}>
            {exercise.known.map((each) => (
              <div key={each.name}>
                <dt>{words(each.name)}</dt>
                <dd>{each.value}</dd>
              </div>
            ))}
          </dl>
        </section>
      )}
      <section aria-label={t.conversation}>
        <h3>{t.conversation}</h3>
        <Turns turns={exercise.before} customer={exercise.customer} />
      </section>
    </>
  );
}

function Turns({ turns, customer }: { readonly turns: readonly Spoken[]; readonly customer: string | null }) {
  return (
    <ol className={classes.turns}>
      {turns.map((turn, place) => (
        <li key={place} className={classes.turn} data-author={turn.author}>
          <span className={classes.author}>
            {turn.author === "customer" && customer !== null ? customer : t.authors[turn.author]}
            {turn.author === "agent" && turn.confidence !== null ? <Confidence value={turn.confidence} /> : null}
          </span>
          <span className={classes.said}>{turn.text}</span>
        </li>
      ))}
    </ol>
  );
}

interface ReviewProps {
  readonly reply: string;
  readonly review: PracticeReview;
  readonly again: () => void;
}

function Review({ reply, review, again }: ReviewProps) {
  const navigate = useNavigate();
  const ended = [review.outcome, review.disposition].filter((each) => each !== null).map(words);
  return (
    <div role="status" className={classes.review}>
      <section aria-label={t.yours}>
        <h3>{t.yours}</h3>
        <p className={classes.said}>{reply}</p>
        <p>
          {review.asked_again.length === 0 ? t.notAsked : t.asked(review.asked_again.map((each) => words(each).toLowerCase()).join(", "))}
        </p>
        <p>
          <strong>{t.labels[review.label]}.</strong>{" "}
          {review.agrees === null ? t.nobody : review.agrees ? t.agrees : t.differs}{" "}
          <span className="quiet">{review.labels.map((each) => t.said(t.labels[each.label], each.count)).join(", ")}</span>
        </p>
      </section>
      <section aria-label={t.done}>
        <h3>{t.done}</h3>
        <Turns turns={review.after} customer={null} />
        {ended.length === 0 ? null : (
          <p>
            {t.outcome}: {ended.join(", ")}
          </p>
        )}
      </section>
      {review.lesson === null ? null : (
        <section aria-label={t.lesson} className={classes.lesson}>
          <h3>{t.lesson}</h3>
          <p>{review.lesson}</p>
        </section>
      )}
      {review.suggestion === null ? null : (
        <section aria-label={t.suggestion}>
          <h3>{t.suggestion}</h3>
          <p>{review.suggestion}</p>
        </section>
      )}
      <div className={classes.labels}>
        <Button variant="default" onClick={again}>
          {t.again}
        </Button>
        <Button variant="default" onClick={() => void navigate({ to: ".", search: { part: "practice" } })}>
          {t.another}
        </Button>
      </div>
    </div>
  );
}
