import { Button, SegmentedControl, Table, UnstyledButton } from "@mantine/core";
import { Download } from "lucide-react";

import type { MeasureReply } from "@/api/contract";
import { measureName } from "@/text/measures";
import { Loaded } from "@/ui/states";

import { figure } from "./figures";
import classes from "./InsightsPage.module.css";
import { usePartName } from "./naming";
import { useParts } from "./queries";
import { csv, DIMENSIONS, useSelection, type Dimension } from "./selection";
import { Definition } from "./Tile";
import { t } from "./text";

const MEASURES = [
  "conversations",
  "escalation_rate",
  "escalations",
  "time_to_human_median",
  "handle_time_median",
  "resolution_rate",
  "autonomous_share",
  "csat",
];
const OF_PEOPLE = ["escalations", "resolution_time_median", "handle_time_median", "resolution_rate", "durable_resolution", "csat"];

/** The same figures for each topic, query type, agent, channel, reason or person. */
export function Compared() {
  const { search, selection, change } = useSelection();
  const by = DIMENSIONS.find((each) => each === search.by) ?? "topic";
  const measures = by === "person" ? OF_PEOPLE : MEASURES;
  const parts = useParts(selection, by, measures.join(","));
  return (
    <section className={classes.section} aria-label={t.compared}>
      <header className={classes.sectionHead}>
        <h2>{by === "person" ? t.fastest : t.compared}</h2>
        <div className={classes.tools}>
          <SegmentedControl
            aria-label={t.by}
            className={classes.dimensions}
            value={by}
            onChange={(value) => change({ by: value })}
            data={DIMENSIONS.map((value) => ({ value, label: t.parts[value] }))}
          />
          <Button
            component="a"
            variant="default"
            href={csv("measures", { ...selection, by, measures: measures.join(",") })}
            leftSection={<Download size={15} aria-hidden />}
            aria-label={t.csvOf(t.compared)}
          >
            {t.csv}
          </Button>
        </div>
      </header>
      <Loaded of={parts}>{(data) => <Rows by={by} parts={data.by} />}</Loaded>
    </section>
  );
}

function Rows({ by, parts }: { readonly by: Dimension; readonly parts: Readonly<Record<string, readonly MeasureReply[]>> }) {
  const { change } = useSelection();
  const partName = usePartName();
  const name = (value: string) => partName(by, value);
  const rows = Object.entries(parts).toSorted(([, one], [, other]) => order(by, one) - order(by, other));
  const [first] = rows;
  if (first === undefined) {
    return <p className="quiet">{t.noneHere}</p>;
  }
  return (
    <div className={classes.scroll}>
      <Table highlightOnHover>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{t.parts[by]}</Table.Th>
            {first[1].map((measure) => (
              <Table.Th key={measure.name}>
                <span className={classes.columnHead}>
                  {measureName(measure.name)}
                  <Definition name={measureName(measure.name)} definition={measure.definition} />
                </span>
              </Table.Th>
            ))}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {rows.map(([value, measures]) => (
            <Table.Tr key={value}>
              <Table.Th scope="row">
                <UnstyledButton className={classes.link} onClick={() => change({ [by]: value })}>
                  {name(value)}
                </UnstyledButton>
              </Table.Th>
              {measures.map((measure) => (
                <Table.Td key={measure.name}>
                  <UnstyledButton
                    className={classes.cell}
                    disabled={measure.of === 0}
                    onClick={() => change({ figure: measure.name, part: by, is: value })}
                    aria-label={`${name(value)}, ${measureName(measure.name)}: ${figure(measure.value, measure.unit)}`}
                  >
                    {figure(measure.value, measure.unit)}
                    {measure.unit === "share" && measure.value !== null ? <Bar share={measure.value} /> : null}
                  </UnstyledButton>
                </Table.Td>
              ))}
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </div>
  );
}

function Bar({ share }: { readonly share: number }) {
  return (
    <svg className={classes.bar} viewBox="0 0 100 4" preserveAspectRatio="none" aria-hidden>
      <rect width={100} height={4} rx={2} className={classes.track} />
      <rect width={100 * share} height={4} rx={2} className={classes.fill} />
    </svg>
  );
}

/** People by how fast they resolve, those without a resolution last; all else by how much of it there is. */
function order(by: Dimension, measures: readonly MeasureReply[]): number {
  if (by === "person") {
    return measures.find((each) => each.name === "resolution_time_median")?.value ?? Number.POSITIVE_INFINITY;
  }
  const size = measures.find((each) => each.name === (by === "reason" ? "escalations" : "conversations"));
  return -(size?.value ?? 0);
}
