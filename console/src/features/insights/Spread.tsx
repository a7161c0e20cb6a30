import type { DistributionReply } from "@/api/contract";
import { count, percent, words } from "@/text/format";

import classes from "./InsightsPage.module.css";
import { Definition } from "./Tile";
import { t } from "./text";

const MOST = 8;

/** How a score is spread over its ten bins, topic by topic; each bar says its share when it is pointed at or read. */
export function Spread({ title, of }: { readonly title: string; readonly of: DistributionReply }) {
  const topics = Object.entries(of.by_topic)
    .map(([topic, counts]) => ({ topic, counts, total: counts.reduce((sum, each) => sum + each, 0) }))
    .toSorted((one, other) => other.total - one.total)
    .slice(0, MOST);
  return (
    <section className={classes.section} aria-label={title}>
      <header className={classes.sectionHead}>
        <h2 className={classes.columnHead}>
          {title}
          <Definition name={title} definition={of.definition} />
        </h2>
      </header>
      {topics.length === 0 ? <p className="quiet">{t.noneHere}</p> : null}
      <ul className={classes.spreads}>
        {topics.map(({ topic, counts, total }) => (
          <li key={topic} className={classes.spread}>
            <span className={classes.spreadName}>{topic === "" ? t.none : words(topic)}</span>
            <Bars counts={counts} total={total} of={of} />
            <span className="quiet">{t.turns(count(total))}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}

interface BarsProps {
  readonly counts: readonly number[];
  readonly total: number;
  readonly of: DistributionReply;
}

function Bars({ counts, total, of }: BarsProps) {
  const most = Math.max(1, ...counts);
  const edge = (bin: number) => (of.lowest + bin * of.width).toFixed(1);
  const said = counts.flatMap((each, bin) => (each === 0 ? [] : [`${edge(bin)}–${edge(bin + 1)}: ${percent(each / total)}`]));
  return (
    <svg className={classes.bars} viewBox="0 0 100 28" preserveAspectRatio="none" role="img" aria-label={said.join(", ")}>
      {counts.map((each, bin) => (
        <rect key={edge(bin)} x={bin * 10 + 0.75} width={8.5} y={27 - (26 * each) / most} height={1 + (26 * each) / most}>
          <title>{`${edge(bin)}–${edge(bin + 1)}: ${percent(total === 0 ? 0 : each / total)}`}</title>
        </rect>
      ))}
    </svg>
  );
}
