import { Table, UnstyledButton } from "@mantine/core";

import type { MeasureReply } from "@/api/contract";
import { count } from "@/text/format";

import { measureName } from "@/text/measures";
import { figure } from "./figures";
import classes from "./InsightsPage.module.css";
import { useSelection } from "./selection";
import { Definition } from "./Tile";
import { t } from "./text";

/** CSAT and NPS of those who were handed to a person, against those who were not. */
export function Satisfaction({ measures }: { readonly measures: readonly MeasureReply[] }) {
  const { change } = useSelection();
  const of = (name: string) => measures.find((each) => each.name === name);
  return (
    <section className={classes.section} aria-label={t.satisfaction}>
      <header className={classes.sectionHead}>
        <h2>{t.satisfaction}</h2>
      </header>
      <p className="quiet">{t.satisfactionLead}</p>
      <Table>
        <Table.Thead>
          <Table.Tr>
            <Table.Td />
            <Table.Th>{t.escalated}</Table.Th>
            <Table.Th>{t.alone}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {["csat", "nps"].map((name) => (
            <Table.Tr key={name}>
              <Table.Th scope="row">
                <span className={classes.columnHead}>
                  {measureName(name)}
                  <Definition name={measureName(name)} definition={of(name)?.definition ?? ""} />
                </span>
              </Table.Th>
              {[`${name}_escalated`, `${name}_not_escalated`].map((each) => {
                const measure = of(each);
                return (
                  <Table.Td key={each}>
                    {measure === undefined ? null : (
                      <UnstyledButton
                        className={classes.cell}
                        disabled={measure.of === 0}
                        onClick={() => change({ figure: each })}
                        aria-label={`${measureName(each)}: ${figure(measure.value, measure.unit)} ${t.of(count(measure.of))}`}
                      >
                        {figure(measure.value, measure.unit)} <span className="quiet">{t.of(count(measure.of))}</span>
                      </UnstyledButton>
                    )}
                  </Table.Td>
                );
              })}
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </section>
  );
}
