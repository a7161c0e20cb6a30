import { useNavigate, useSearch } from "@tanstack/react-router";
import { GraduationCap } from "lucide-react";

import type { ExerciseLine } from "@/api/contract";
import { words } from "@/text/format";
import { Empty, Loaded } from "@/ui/states";
import { At } from "@/ui/time";

import { Exercise } from "./Exercise";
import classes from "./LearnPage.module.css";
import { useExercises } from "./queries";
import { t } from "./text";

/** Cases to practise on, and the one that is being practised. */
export function Practice() {
  const exercises = useExercises();
  const { exercise } = useSearch({ from: "/shell/learn" });
  return (
    <>
      <p className="quiet">{t.practiceLine}</p>
      <Loaded of={exercises}>
        {(data) => (
          <div className={classes.practice}>
            <div className={classes.shelf}>
              <Shelf title={t.madeUp} lines={data.exercises.filter((each) => each.origin === "made_up")} />
              <Shelf title={t.finished} lines={data.exercises.filter((each) => each.origin === "finished")} empty={t.noFinished} />
            </div>
            <div className={classes.desk}>
              {exercise === undefined ? (
                <Empty icon={GraduationCap} title={t.choose}>
                  {t.chooseLine}
                </Empty>
              ) : (
                <Exercise key={exercise} name={exercise} />
              )}
            </div>
          </div>
        )}
      </Loaded>
    </>
  );
}

interface ShelfProps {
  readonly title: string;
  readonly lines: readonly ExerciseLine[];
  readonly empty?: string;
}

function Shelf({ title, lines, empty }: ShelfProps) {
  const navigate = useNavigate();
  const { exercise } = useSearch({ from: "/shell/learn" });
  return (
    <section>
      <h2 className={classes.shelfTitle}>{title}</h2>
      {lines.length === 0 && empty !== undefined ? <p className="quiet">{empty}</p> : null}
      <ul className={classes.lines}>
        {lines.map((line) => (
          <li key={line.id}>
            <button
              type="button"
              className={classes.line}
              aria-current={line.id === exercise}
              onClick={() => void navigate({ to: ".", search: { part: "practice", exercise: line.id } })}
            >
              <span>{line.title}</span>
              <span className="quiet">{line.at == null ? words(line.channel) : <At at={line.at} />}</span>
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}
