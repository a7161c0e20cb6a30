import { Table } from "@mantine/core";

import type { ChangeReply, HistoryStep } from "@/api/contract";
import { Loaded } from "@/ui/states";
import { At } from "@/ui/time";

import classes from "./AuditPage.module.css";
import { useThresholdHistory } from "./queries";
import { t } from "./text";

/** Who set which threshold or limit, when, why, and from what to what. */
export function Thresholds() {
  const history = useThresholdHistory();
  return (
    <Loaded of={history}>
      {(data) => (
        <>
          <p className="quiet">{t.historyLine}</p>
          {data.steps.map((step) => (
            <Step key={`${step.version} ${step.at}`} step={step} />
          ))}
          {data.adopted.length === 0 ? null : (
            <section className={classes.version}>
              <h2>{t.adopted}</h2>
              <ul className={classes.plain}>
                {data.adopted.map((each) => (
                  <li key={`${each.setting} ${each.at}`}>
                    {t.adoptedLine(each.setting, each.by)}, <At at={each.at} />
                  </li>
                ))}
              </ul>
            </section>
          )}
        </>
      )}
    </Loaded>
  );
}

function Step({ step }: { readonly step: HistoryStep }) {
  return (
    <section className={classes.version}>
      <h2>{t.version(step.version)}</h2>
      <p className="quiet">
        {t.written(step.author)}, {t.by(step.by)}, <At at={step.at} />
        {step.why === null ? null : <> · “{step.why}”</>}
      </p>
      {step.changes.length === 0 ? (
        <p className="quiet">{step.replaces === null ? t.first : t.noChange}</p>
      ) : (
        step.changes.map((change) => <Changed key={change.path.join(".")} change={change} />)
      )}
    </section>
  );
}

function Changed({ change }: { readonly change: ChangeReply }) {
  return (
    <div className={classes.changed}>
      <h3>
        {change.thing}: {change.title}
        {change.scope === null ? null : <span className="quiet"> · {change.scope}</span>}
      </h3>
      {change.after === null ? null : <p className={classes.sentence}>{change.after}</p>}
      <div className={classes.scroll}>
        <Table>
          <Table.Thead>
            <Table.Tr>
              <Table.Th>{t.setting}</Table.Th>
              <Table.Th>{t.before}</Table.Th>
              <Table.Th>{t.after}</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {change.details.map((each) => (
              <Table.Tr key={each.label}>
                <Table.Th scope="row">{each.label}</Table.Th>
                <Table.Td>{each.before ?? t.nothing}</Table.Td>
                <Table.Td>{each.after ?? t.nothing}</Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </div>
    </div>
  );
}
