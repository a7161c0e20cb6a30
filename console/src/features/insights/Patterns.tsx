import { UnstyledButton } from "@mantine/core";

import { percent, words } from "@/text/format";
import { Loaded } from "@/ui/states";

import classes from "./InsightsPage.module.css";
import { usePatterns } from "./queries";
import { useSelection } from "./selection";
import { Definition } from "./Tile";
import { t } from "./text";

/** What comes up again and again, and the conversations in which it did. */
export function Patterns() {
  const { selection, change } = useSelection();
  const patterns = usePatterns(selection);
  return (
    <section className={classes.section} aria-label={t.patterns}>
      <header className={classes.sectionHead}>
        <h2 className={classes.columnHead}>
          {t.patterns}
          <Definition name={t.patterns} definition={Object.values(patterns.data?.definitions ?? {}).join(" ")} />
        </h2>
      </header>
      <Loaded of={patterns}>
        {(data) =>
          data.patterns.length === 0 ? (
            <p className="quiet">{t.noPatterns}</p>
          ) : (
            <ul className={classes.patterns}>
              {data.patterns.slice(0, 12).map((each) => (
                <li key={`${each.kind} ${each.topic} ${each.code}`}>
                  <UnstyledButton
                    className={classes.pattern}
                    onClick={() =>
                      change(
                        each.kind === "reason"
                          ? { figure: "escalations", topic: each.topic, reason: each.code }
                          : { figure: "faulted_replies", topic: each.topic, counted: "yes" },
                      )
                    }
                  >
                    <span className={classes.patternName}>
                      {each.topic === "(none)" ? t.none : words(each.topic)}
                      {" · "}
                      {each.kind === "reason" ? words(each.code) : t.labelled(words(each.code).toLowerCase())}
                    </span>
                    <span className="quiet">
                      {[
                        t.times(each.count),
                        each.before === null ? null : t.before(each.before),
                        each.solved === null ? null : t.solved(percent(each.solved)),
                        each.avoidable === null ? null : t.avoidable(percent(each.avoidable)),
                      ]
                        .filter((part) => part !== null)
                        .join(" · ")}
                    </span>
                  </UnstyledButton>
                </li>
              ))}
            </ul>
          )
        }
      </Loaded>
    </section>
  );
}
