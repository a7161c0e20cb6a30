import { ActionIcon, Button, NumberInput, Select } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Trash2 } from "lucide-react";
import { useState } from "react";

import { api, ask } from "@/api/client";
import type { MeasureReply, OrganisationReply } from "@/api/contract";
import { useMay } from "@/api/session";
import { words } from "@/text/format";
import { Empty, Loaded, ProblemNote } from "@/ui/states";
import { done } from "@/ui/toast";

import { useOrganisation } from "./known";
import classes from "./settings.module.css";
import { t } from "./text";

/** What measures should come to: drawn as a line beside each figure in Insights. */
export function Targets({ may }: { readonly may: boolean }) {
  const organisation = useOrganisation();
  const measures = useQuery({
    queryKey: ["measures", "definitions"],
    queryFn: () => ask(api.GET("/v1/measures")),
    enabled: useMay("measure"),
    staleTime: Infinity,
  });
  return (
    <Loaded of={organisation}>
      {(known) => <Form key={known.version} known={known} measures={measures.data?.measures ?? []} may={may} />}
    </Loaded>
  );
}

interface FormProps {
  readonly known: OrganisationReply;
  readonly measures: readonly MeasureReply[];
  readonly may: boolean;
}

function Form({ known, measures, may }: FormProps) {
  const client = useQueryClient();
  const [targets, setTargets] = useState(known.targets);
  const save = useMutation({
    mutationFn: () => ask(api.PATCH("/v1/organisation", { body: { targets } })),
    onSuccess: (shown) => {
      client.setQueryData(["organisation"], shown);
      void client.invalidateQueries({ queryKey: ["measures"] });
      done(t.saved);
    },
  });
  const free = measures.filter((measure) => !targets.some((target) => target.measure === measure.name));
  return (
    <form
      className={classes.section}
      aria-label={t.sections.targets}
      onSubmit={(event) => {
        event.preventDefault();
        save.mutate();
      }}
    >
      {targets.length === 0 ? <Empty title={t.targets.empty}>{t.targets.emptyLine}</Empty> : null}
      <ul className={classes.rows}>
        {targets.map((target, index) => (
          <li key={target.measure}>
            <Target
              name={target.measure}
              value={target.value}
              measure={measures.find((each) => each.name === target.measure)}
              may={may}
              put={(value) => setTargets(targets.map((each, place) => (place === index ? { ...each, value } : each)))}
              remove={() => setTargets(targets.filter((_, place) => place !== index))}
            />
          </li>
        ))}
      </ul>
      {may ? (
        <Select
          mt="md"
          label={t.targets.add}
          placeholder={t.targets.choose}
          searchable
          value={null}
          data={free.map((measure) => ({ value: measure.name, label: words(measure.name) }))}
          onChange={(name) => {
            if (name !== null) {
              setTargets([...targets, { measure: name, value: "0" }]);
            }
          }}
        />
      ) : null}
      {save.isError ? <ProblemNote error={save.error} /> : null}
      {may ? (
        <div className={classes.actions}>
          <Button type="submit" loading={save.isPending}>
            {t.save}
          </Button>
        </div>
      ) : null}
    </form>
  );
}

interface TargetProps {
  readonly name: string;
  /** A decimal, as the API has it: a share is 0 to 1, and shown as percent. */
  readonly value: string;
  readonly measure: MeasureReply | undefined;
  readonly may: boolean;
  readonly put: (value: string) => void;
  readonly remove: () => void;
}

function Target({ name, value, measure, may, put, remove }: TargetProps) {
  const scale = measure?.unit === "share" ? 100 : 1;
  const unit = measure === undefined ? "" : t.targets.units[measure.unit as keyof typeof t.targets.units];
  return (
    <div className={classes.item}>
      <span>
        <span className={classes.name}>{words(name)}</span>
        <span className={classes.about}>{measure?.definition}</span>
      </span>
      <NumberInput
        aria-label={words(name)}
        disabled={!may}
        suffix={unit}
        decimalScale={4}
        value={Number((Number(value) * scale).toFixed(4))}
        onChange={(chosen) => put(String(Number((Number(chosen) / scale).toFixed(6))))}
      />
      {may ? (
        <ActionIcon variant="subtle" color="red" aria-label={`${t.remove}: ${words(name)}`} onClick={remove}>
          <Trash2 size={15} aria-hidden />
        </ActionIcon>
      ) : (
        <span />
      )}
    </div>
  );
}
