import { ActionIcon, NumberInput, Select } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Trash2 } from "lucide-react";
import { useState } from "react";

import { api, ask } from "@/api/client";
import type { MeasureReply, OrganisationReply } from "@/api/contract";
import { useMay } from "@/api/session";
import { measureName } from "@/text/measures";
import blocks from "@/ui/blocks.module.css";
import { FormEnd } from "@/ui/FormEnd";
import { Empty, Loaded } from "@/ui/states";
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
      className={blocks.section}
      aria-label={t.sections.targets}
      onSubmit={(event) => {
        event.preventDefault();
        save.mutate();
      }}
    >
      {targets.length === 0 ? <Empty title={t.targets.empty}>{t.targets.emptyLine}</Empty> : null}
      <ul className={blocks.plain}>
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
          maw="24rem"
          label={t.targets.add}
          placeholder={t.targets.choose}
          searchable
          value={null}
          data={free.map((measure) => ({ value: measure.name, label: measureName(measure.name) }))}
          onChange={(name) => {
            if (name !== null) {
              setTargets([...targets, { measure: name, value: "0" }]);
            }
          }}
        />
      ) : null}
      {may ? <FormEnd save={save} /> : null}
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
        <span className={blocks.name}>{measureName(name)}</span>
        <span className={classes.about}>{measure?.definition}</span>
      </span>
      <NumberInput
        className={`${classes.field ?? ""} ${classes.figure ?? ""}`}
        aria-label={measureName(name)}
        disabled={!may}
        suffix={unit}
        decimalScale={4}
        value={Number((Number(value) * scale).toFixed(4))}
        onChange={(chosen) => put(String(Number((Number(chosen) / scale).toFixed(6))))}
      />
      {may ? (
        <ActionIcon variant="subtle" color="red" aria-label={`${t.remove}: ${measureName(name)}`} onClick={remove}>
          <Trash2 size={15} aria-hidden />
        </ActionIcon>
      ) : (
        <span />
      )}
    </div>
  );
}
