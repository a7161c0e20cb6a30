import { Popover, UnstyledButton } from "@mantine/core";
import { Info } from "lucide-react";

import type { MeasureReply } from "@/api/contract";
import { count } from "@/text/format";

import { measureName } from "@/text/measures";
import { figure } from "./figures";
import classes from "./InsightsPage.module.css";
import { t } from "./text";

interface Props {
  readonly measure: MeasureReply;
  readonly open: (measure: string) => void;
}

/** One figure: how much it rests on, its target, what it means, and the way to what stands behind it. */
export function Tile({ measure, open }: Props) {
  const name = measureName(measure.name);
  return (
    <div className={classes.tile}>
      <div className={classes.tileHead}>
        <span>{name}</span>
        <Definition name={name} definition={measure.definition} />
      </div>
      <UnstyledButton
        className={classes.value}
        onClick={() => open(measure.name)}
        aria-label={`${name}: ${figure(measure.value, measure.unit)}. ${t.behind(name)}`}
      >
        {figure(measure.value, measure.unit)}
      </UnstyledButton>
      <span className={classes.under}>
        {t.of(count(measure.of))}
        {measure.target === null ? null : <Target measure={measure} target={measure.target} />}
      </span>
    </div>
  );
}

function Target({ measure, target }: { readonly measure: MeasureReply; readonly target: number }) {
  const missed = measure.value !== null && measure.unit === "share" && measure.value < target;
  return <span data-missed={missed}> · {t.targetAt(figure(target, measure.unit))}</span>;
}

/** What a measure is, in one sentence, for whoever asks. */
export function Definition({ name, definition }: { readonly name: string; readonly definition: string }) {
  return (
    <Popover width={300} withArrow shadow="md">
      <Popover.Target>
        <UnstyledButton className={classes.info} aria-label={t.what(name)}>
          <Info size={14} aria-hidden />
        </UnstyledButton>
      </Popover.Target>
      <Popover.Dropdown>
        <p className={classes.definition}>{definition}</p>
      </Popover.Dropdown>
    </Popover>
  );
}
