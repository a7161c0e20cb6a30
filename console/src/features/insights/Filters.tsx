import { Button, SegmentedControl, Select, TextInput } from "@mantine/core";
import { X } from "lucide-react";

import classes from "./InsightsPage.module.css";
import { usePartName } from "./naming";
import { useParts } from "./queries";
import { lately, PRESETS, useSelection, type Dimension } from "./selection";
import { t } from "./text";

const FILTERS: readonly Dimension[] = ["topic", "agent", "channel"];
const CUSTOM = "custom";

/** The range and what it is narrowed to; all of it stands in the address. */
export function Filters() {
  const { selection, days, filters, change } = useSelection();
  const partName = usePartName();
  const others = Object.entries(filters).filter(([name]) => !FILTERS.includes(name as Dimension));
  return (
    <div className={classes.filters}>
      <SegmentedControl
        aria-label={t.range}
        value={days ?? CUSTOM}
        onChange={(value) =>
          value === CUSTOM
            ? change({ days: undefined, ...lately(Number(days ?? 28)) })
            : change({ days: value, since: undefined, until: undefined })
        }
        data={[...PRESETS.map((each) => ({ value: each, label: t.days(Number(each)) })), { value: CUSTOM, label: t.custom }]}
      />
      {days === null ? (
        <>
          <Day label={t.since} value={selection.since} onChange={(since) => change({ since })} />
          <Day label={t.until} value={selection.until} onChange={(until) => change({ until })} />
        </>
      ) : null}
      {FILTERS.map((name) => (
        <Narrow key={name} name={name} />
      ))}
      {others.map(([name, value]) => (
        <Button
          key={name}
          variant="light"
          rightSection={<X size={14} aria-hidden />}
          onClick={() => change({ [name]: undefined })}
        >
          {`${t.narrowed} ${partName(name, value)}`}
        </Button>
      ))}
      {Object.keys(filters).length > 0 ? (
        <Button variant="subtle" onClick={() => change(Object.fromEntries(Object.keys(filters).map((name) => [name, undefined])))}>
          {t.clear}
        </Button>
      ) : null}
    </div>
  );
}

function Day({ label, value, onChange }: { readonly label: string; readonly value: string; readonly onChange: (value: string) => void }) {
  return (
    <TextInput
      type="date"
      aria-label={label}
      value={value}
      onChange={(event) => {
        if (event.currentTarget.value !== "") {
          onChange(event.currentTarget.value);
        }
      }}
    />
  );
}

/** The values that come up in the range without this filter, most frequent first as the API names them. */
function Narrow({ name }: { readonly name: Dimension }) {
  const { selection, filters, change } = useSelection();
  const partName = usePartName();
  const { since, until } = selection;
  const parts = useParts({ since, until }, name, "conversations");
  const known = Object.keys(parts.data?.by ?? {});
  const chosen = filters[name] ?? null;
  const values = chosen === null || known.includes(chosen) ? known : [...known, chosen];
  return (
    <Select
      aria-label={t.parts[name]}
      placeholder={t.parts[name]}
      className={classes.filter}
      data={values.map((value) => ({ value, label: partName(name, value) }))}
      value={chosen}
      onChange={(value) => change({ [name]: value ?? undefined })}
      clearable
      searchable
    />
  );
}
