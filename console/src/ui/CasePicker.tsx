import { Select } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useState } from "react";

import { api, ask } from "@/api/client";
import { words } from "@/text/format";

import classes from "./CasePicker.module.css";
import { customerOf } from "./customer";
import { t } from "./text";
import { Ago } from "./time";

interface Choice {
  readonly value: string;
  readonly label: string;
  readonly about: string;
  readonly at: string;
}

interface Props {
  readonly label: string;
  /** The case that is not offered: the one at hand. */
  readonly besides: string;
  readonly value: string;
  readonly set: (id: string) => void;
}

/** Another case, by its customer and what it is about: those that wait or are worked on, and any that a search finds. */
export function CasePicker({ label, besides, value, set }: Props) {
  const [typed, setTyped] = useState("");
  const [chosen, setChosen] = useState<Choice | null>(null);
  const [asked] = useDebouncedValue(typed.trim() === chosen?.label ? "" : typed.trim(), 250);
  const found = useQuery({
    queryKey: ["case choices", asked],
    queryFn: () => (asked === "" ? open() : matching(asked)),
    placeholderData: keepPreviousData,
  });
  const choices = (found.data ?? []).filter((one) => one.value !== besides && one.value !== chosen?.value);
  const known = new Map([...(chosen === null ? [] : [chosen]), ...choices].map((one) => [one.value, one]));
  return (
    <Select
      label={label}
      withAsterisk
      searchable
      data-autofocus
      placeholder={t.findCase}
      nothingFoundMessage={found.isError ? t.failed : found.isPending ? t.loading : t.noCase}
      data={[...known.values()].map(({ value: id, label: name }) => ({ value: id, label: name }))}
      filter={({ options }) => options}
      value={value || null}
      searchValue={typed}
      onSearchChange={setTyped}
      onChange={(id) => {
        setChosen(id === null ? null : (known.get(id) ?? null));
        set(id ?? "");
      }}
      renderOption={({ option }) => {
        const one = known.get(option.value);
        return one === undefined ? (
          option.label
        ) : (
          <span className={classes.choice}>
            <span>{one.label}</span>
            <small>
              {one.about} · <Ago at={one.at} />
            </small>
          </span>
        );
      }}
      comboboxProps={{ withinPortal: true }}
    />
  );
}

const about = (...parts: readonly (string | null | undefined)[]): string => parts.flatMap((part) => (part ? [words(part)] : [])).join(" · ");

async function open(): Promise<Choice[]> {
  const { cases } = await ask(api.GET("/v1/cases", { params: { query: { limit: 50 } } }));
  return cases.map((one) => ({
    value: one.id,
    label: customerOf(one),
    about: about(one.reasons[0]?.code, one.topic, one.state),
    at: one.requested_at,
  }));
}

async function matching(q: string): Promise<Choice[]> {
  const { hits } = await ask(api.GET("/v1/search/conversations", { params: { query: { q, limit: 20 } } }));
  return hits.flatMap((one) =>
    one.case === null
      ? []
      : [{ value: one.case, label: customerOf(one), about: about(one.reasons[0], one.topic, one.case_state), at: one.active_at }],
  );
}
