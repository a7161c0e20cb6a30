import { Button, SegmentedControl, Select, Table } from "@mantine/core";
import { Download, Table2, ChartLine } from "lucide-react";
import { useMemo } from "react";

import type { Series } from "@/api/contract";
import { measureName } from "@/text/measures";
import { Loaded } from "@/ui/states";

import { Chart } from "./Chart";
import { figure } from "./figures";
import classes from "./InsightsPage.module.css";
import { useSeries } from "./queries";
import { csv, useSelection } from "./selection";
import { Definition } from "./Tile";
import { t } from "./text";

const SHOWN = [
  "autonomous_share",
  "escalation_rate",
  "conversations",
  "time_to_human_median",
  "handle_time_median",
  "resolution_rate",
  "csat",
  "sentiment",
  "confidence",
];

/** One measure day by day or week by week, with its target; the same as a table for whoever prefers it. */
export function OverTime() {
  const { search, selection, change } = useSelection();
  const measure = SHOWN.find((each) => each === search.line) ?? "autonomous_share";
  const every = search.every === "week" ? "week" : "day";
  const asTable = search.table === "yes";
  const series = useSeries(selection, every, measure);
  return (
    <section className={classes.section} aria-label={t.overTime}>
      <header className={classes.sectionHead}>
        <h2>{t.overTime}</h2>
        <div className={classes.tools}>
          <Select
            aria-label={t.measure}
            allowDeselect={false}
            value={measure}
            onChange={(line) => change({ line: line ?? undefined })}
            data={SHOWN.map((value) => ({ value, label: measureName(value) }))}
          />
          <SegmentedControl
            aria-label={t.every}
            value={every}
            onChange={(value) => change({ every: value })}
            data={[
              { value: "day", label: t.day },
              { value: "week", label: t.week },
            ]}
          />
          <Button
            variant="default"
            leftSection={asTable ? <ChartLine size={15} aria-hidden /> : <Table2 size={15} aria-hidden />}
            onClick={() => change({ table: asTable ? undefined : "yes" })}
          >
            {asTable ? t.asChart : t.asTable}
          </Button>
          <Button
            component="a"
            variant="default"
            href={csv("measures/series", { ...selection, every, measures: measure })}
            leftSection={<Download size={15} aria-hidden />}
            aria-label={t.csvOf(t.overTime)}
          >
            {t.csv}
          </Button>
        </div>
      </header>
      <Loaded of={series}>{(data) => (asTable ? <AsTable series={data} /> : <AsChart series={data} />)}</Loaded>
    </section>
  );
}

function AsChart({ series }: { readonly series: Series }) {
  const [shown] = series.measures;
  const at = useMemo(() => series.periods.map((each) => Date.parse(each.since) / 1_000), [series]);
  const line = useMemo(
    () => ({ label: measureName(shown?.name ?? ""), values: series.periods.map((each) => each.values[0] ?? null) }),
    [series, shown],
  );
  if (shown === undefined || series.periods.length === 0) {
    return <p className="quiet">{t.noneHere}</p>;
  }
  const name = measureName(shown.name);
  return (
    <>
      <Chart at={at} line={line} unit={shown.unit} target={shown.target} label={`${name}, ${t.overTime}`} />
      <p className={classes.caption}>
        {name}: {shown.definition}
        {shown.target === null ? null : ` ${t.targetAt(figure(shown.target, shown.unit))}.`}
      </p>
    </>
  );
}

function AsTable({ series }: { readonly series: Series }) {
  const [shown] = series.measures;
  return (
    <div className={classes.scroll}>
      <Table stickyHeader>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{series.every === "day" ? t.day : t.week}</Table.Th>
            <Table.Th>
              {measureName(shown?.name ?? "")}
              {shown === undefined ? null : <Definition name={measureName(shown.name)} definition={shown.definition} />}
            </Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {series.periods.map((each) => (
            <Table.Tr key={each.day}>
              <Table.Td>{each.day}</Table.Td>
              <Table.Td>
                {figure(each.values[0] ?? null, shown?.unit ?? "count")}{" "}
                <span className="quiet">{t.of(String(each.of[0] ?? 0))}</span>
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </div>
  );
}
