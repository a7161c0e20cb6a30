import { Button } from "@mantine/core";
import { ChartNoAxesCombined, Download } from "lucide-react";

import type { Measures } from "@/api/contract";
import { Page } from "@/ui/Page";
import { Empty, Loaded } from "@/ui/states";

import { Behind } from "./Behind";
import { Compared } from "./Compared";
import { Filters } from "./Filters";
import classes from "./InsightsPage.module.css";
import { OverTime } from "./OverTime";
import { Patterns } from "./Patterns";
import { useMeasures } from "./queries";
import { Reliability } from "./Reliability";
import { Satisfaction } from "./Satisfaction";
import { csv, useSelection } from "./selection";
import { Spread } from "./Spread";
import { t } from "./text";
import { Tile } from "./Tile";

const TILES = [
  "conversations",
  "escalation_rate",
  "autonomous_share",
  "time_to_human_median",
  "handle_time_median",
  "resolution_rate",
  "csat",
  "sentiment",
];

/** How agents and people do, and what stands behind each figure. */
export function InsightsPage() {
  const { selection } = useSelection();
  const measures = useMeasures(selection);
  return (
    <Page
      title={t.title}
      lead={t.lead}
      bar={<Filters />}
      actions={
        <Button
          component="a"
          variant="default"
          href={csv("measures", { ...selection })}
          leftSection={<Download size={15} aria-hidden />}
          aria-label={t.csvOf(t.title)}
        >
          {t.csv}
        </Button>
      }
    >
      <Loaded of={measures}>{(data) => <Figures measures={data} />}</Loaded>
      <Behind />
    </Page>
  );
}

function Figures({ measures }: { readonly measures: Measures }) {
  const { change } = useSelection();
  const tiles = TILES.flatMap((name) => measures.measures.filter((each) => each.name === name));
  if (measures.number < 0 || tiles[0]?.value === 0) {
    return (
      <Empty icon={ChartNoAxesCombined} title={t.empty}>
        {t.emptyLine}
      </Empty>
    );
  }
  const [confidence, sentiment] = measures.distributions;
  return (
    <>
      <div className={classes.tiles}>
        {tiles.map((each) => (
          <Tile key={each.name} measure={each} open={(figure) => change({ figure })} />
        ))}
      </div>
      <OverTime />
      <Compared />
      <div className={classes.pair}>
        <Patterns />
        <Satisfaction measures={measures.measures} />
      </div>
      <div className={classes.pair}>
        {confidence === undefined ? null : <Spread title={t.spread} of={confidence} />}
        {sentiment === undefined ? null : <Spread title={t.moods} of={sentiment} />}
      </div>
      <Reliability />
    </>
  );
}
