import { NativeSelect } from "@mantine/core";
import { useState } from "react";

import type { ReliabilityReply } from "@/api/contract";
import { count, percent, words } from "@/text/format";
import { Loaded } from "@/ui/states";

import classes from "./InsightsPage.module.css";
import { useReliability } from "./queries";
import { useSelection } from "./selection";
import { Definition } from "./Tile";
import { t } from "./text";

const SIZE = 200;

/** What the agent's confidence is worth: how sure it was against how often people found it right. */
export function Reliability() {
  const { selection } = useSelection();
  const reliability = useReliability(selection);
  const [topic, setTopic] = useState("");
  return (
    <section className={classes.section} aria-label={t.reliability}>
      <Loaded of={reliability}>
        {(data) => {
          const shown = data.reliability.find((each) => (each.topic ?? "") === topic) ?? data.reliability[0];
          return (
            <>
              <header className={classes.sectionHead}>
                <h2 className={classes.columnHead}>
                  {t.reliability}
                  <Definition name={t.reliability} definition={data.definition} />
                </h2>
                <NativeSelect
                  size="xs"
                  aria-label={t.topic}
                  value={topic}
                  onChange={(event) => setTopic(event.currentTarget.value)}
                  data={data.reliability.map((each) => ({
                    value: each.topic ?? "",
                    label: each.topic === null ? t.anyOf : words(each.topic),
                  }))}
                />
              </header>
              {shown === undefined || shown.count === 0 ? <p className="quiet">{t.noneJudged}</p> : <Plot of={shown} />}
            </>
          );
        }}
      </Loaded>
    </section>
  );
}

function Plot({ of }: { readonly of: ReliabilityReply }) {
  const said = of.tenths.map((each) => t.wasRight(percent(each.confidence), percent(each.right), count(each.count)));
  const line = of.curve.map(({ confidence, probability }) => `${confidence * SIZE},${(1 - probability) * SIZE}`).join(" ");
  const most = Math.max(1, ...of.tenths.map((each) => each.count));
  return (
    <div className={classes.reliability}>
      <svg viewBox={`-4 -4 ${SIZE + 8} ${SIZE + 8}`} role="img" aria-label={said.join("; ")} className={classes.plot}>
        <rect x={0} y={0} width={SIZE} height={SIZE} className={classes.frame} />
        <line x1={0} y1={SIZE} x2={SIZE} y2={0} className={classes.ideal} />
        {line === "" ? null : <polyline points={line} className={classes.curve} />}
        {of.tenths.map((each, place) => (
          <circle
            key={each.lowest}
            cx={each.confidence * SIZE}
            cy={(1 - each.right) * SIZE}
            r={3 + 5 * Math.sqrt(each.count / most)}
            className={classes.dot}
          >
            <title>{said[place]}</title>
          </circle>
        ))}
      </svg>
      <div>
        <p>{t.judged(count(of.count), count(of.right))}</p>
        <p>{t.error(percent(of.error))}</p>
        <p>{of.calibrated_error === null ? t.tooFew : t.calibrated(t.methods[of.method], percent(of.calibrated_error))}</p>
        <p className="quiet">{t.howToRead}</p>
      </div>
    </div>
  );
}
