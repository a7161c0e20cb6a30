import { Button, SegmentedControl, Select, TextInput } from "@mantine/core";
import { Search, X } from "lucide-react";

import { words } from "@/text/format";

import classes from "./BoardPage.module.css";
import type { Known } from "./merge";
import { SORTS, type Filter, type Sort } from "./order";
import { t } from "./text";

const LEVELS = ["now", "soon", "calm"] as const;
const HOLDERS = ["agent", "queue", "person", "nobody"] as const;

interface Props {
  readonly board: Known;
  readonly filter: Filter;
  readonly sort: Sort;
  readonly change: (to: Readonly<Record<string, string | undefined>>) => void;
}

/** Narrowing and ordering; all of it stands in the address. */
export function Bar({ board, filter, sort, change }: Props) {
  const rows = [...board.rows.values()];
  const agents = [...new Set(rows.map((row) => row.agent))].sort();
  const of = (level: string) => rows.filter((row) => row.level === level).length;
  return (
    <div className={classes.bar}>
      <SegmentedControl
        size="xs"
        aria-label={t.level}
        value={filter.level ?? ""}
        onChange={(level) => change({ level: level === "" ? undefined : level })}
        data={[
          { value: "", label: `${t.levels.all} ${rows.length}` },
          ...LEVELS.map((level) => ({ value: level, label: `${t.levels[level]} ${of(level)}` })),
        ]}
      />
      <TextInput
        size="xs"
        className={classes.find}
        aria-label={t.find}
        placeholder={t.find}
        leftSection={<Search size={14} aria-hidden />}
        value={filter.find ?? ""}
        onChange={(event) => change({ find: event.currentTarget.value === "" ? undefined : event.currentTarget.value })}
      />
      <Select
        size="xs"
        className={classes.select}
        aria-label={t.holder}
        placeholder={t.anyHolder}
        clearable
        value={filter.holder ?? null}
        onChange={(holder) => change({ holder: holder ?? undefined })}
        data={HOLDERS.map((each) => ({ value: each, label: t.holders[each] }))}
      />
      {agents.length < 2 ? null : (
        <Select
          size="xs"
          className={classes.select}
          aria-label={t.agent}
          placeholder={t.anyAgent}
          clearable
          value={filter.agent ?? null}
          onChange={(agent) => change({ agent: agent ?? undefined })}
          data={agents.map((each) => ({ value: each, label: words(each) }))}
        />
      )}
      {filter.queue === undefined ? null : (
        <Button
          size="compact-sm"
          variant="light"
          rightSection={<X size={14} aria-hidden />}
          title={t.anyQueue}
          onClick={() => change({ queue: undefined })}
        >
          {board.queues.find((each) => each.id === filter.queue)?.name ?? filter.queue}
        </Button>
      )}
      <Select
        size="xs"
        className={classes.sort}
        aria-label={t.sort}
        allowDeselect={false}
        value={sort}
        onChange={(by) => change({ sort: by === "urgency" || by === null ? undefined : by })}
        data={SORTS.map((each) => ({ value: each, label: t.sorts[each] }))}
      />
    </div>
  );
}
