import { ActionIcon, Button, Select, TextInput } from "@mantine/core";
import { Trash2 } from "lucide-react";

import type { HoursShape } from "@/api/contract";
import { WEEKDAYS } from "@/text/format";

import { clockOf, closing, minutesOf } from "./hours";
import blocks from "@/ui/blocks.module.css";
import classes from "./settings.module.css";
import { t } from "./text";

interface Props {
  readonly of: readonly HoursShape[];
  readonly zone: string;
  readonly put: (of: HoursShape[]) => void;
}

/** When a queue is open: windows of weekdays, in its time zone; none at all is always. */
export function Hours({ of, zone, put }: Props) {
  const change = (index: number, changed: HoursShape) => put(of.map((each, place) => (place === index ? changed : each)));
  const last = of.at(-1);
  return (
    <fieldset className={classes.group}>
      <legend className={blocks.small}>{t.queues.open}</legend>
      <p className="quiet">{of.length === 0 ? t.queues.openAlways : t.queues.openIn(zone)}</p>
      {of.map((hours, index) => (
        <div key={index} className={classes.hours}>
          <Select
            aria-label={t.queues.weekday}
            allowDeselect={false}
            data={WEEKDAYS.map((label, value) => ({ value: String(value), label }))}
            value={String(hours.weekday)}
            onChange={(weekday) => change(index, { ...hours, weekday: Number(weekday) })}
          />
          <Clock label={t.queues.opens} minutes={hours.opens} put={(opens) => change(index, { ...hours, opens, closes: closing(opens, hours.closes % 1_440) })} />
          <Clock label={t.queues.closes} minutes={hours.closes} put={(closes) => change(index, { ...hours, closes: closing(hours.opens, closes) })} />
          <ActionIcon
            variant="subtle"
            color="red"
            size={34}
            aria-label={`${t.remove}: ${WEEKDAYS[hours.weekday] ?? ""}`}
            onClick={() => put(of.filter((_, place) => place !== index))}
          >
            <Trash2 size={15} aria-hidden />
          </ActionIcon>
          {hours.closes > 1_440 ? <span className="quiet">{t.queues.nextDay}</span> : null}
        </div>
      ))}
      <div className={classes.fields}>
        <Button
          size="xs"
          variant="default"
          onClick={() => put([...of, { weekday: last === undefined ? 0 : (last.weekday + 1) % 7, opens: last?.opens ?? 540, closes: last?.closes ?? 1_020 }])}
        >
          {t.queues.addHours}
        </Button>
        {of.length === 0 ? (
          <Button size="xs" variant="default" onClick={() => put([0, 1, 2, 3, 4].map((weekday) => ({ weekday, opens: 540, closes: 1_020 })))}>
            {t.queues.office}
          </Button>
        ) : null}
      </div>
    </fieldset>
  );
}

function Clock({ label, minutes, put }: { readonly label: string; readonly minutes: number; readonly put: (minutes: number) => void }) {
  return (
    <TextInput
      type="time"
      aria-label={label}
      required
      value={clockOf(minutes)}
      onChange={(event) => {
        const chosen = minutesOf(event.currentTarget.value);
        if (chosen !== null) {
          put(chosen);
        }
      }}
    />
  );
}
