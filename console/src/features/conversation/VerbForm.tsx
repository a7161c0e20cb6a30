import { Button, Checkbox, Group, Modal, NumberInput, Select, Stack, Textarea, TextInput } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";

import { EvidenceFiles, useAttaching } from "@/ui/Attach";
import { CasePicker } from "@/ui/CasePicker";
import { ProblemNote } from "@/ui/states";

import type { Field, Value, Values, Verb } from "./asking";
import { t } from "./text";

interface Props {
  readonly conversation: string;
  readonly verb: Verb;
  readonly close: () => void;
  readonly done: (verb: Verb) => void;
}

/** Asks what a verb must be told, and says what was wrong with it where it was refused. */
export function VerbForm({ conversation, verb, close, done }: Props) {
  const [values, setValues] = useState<Values>(() =>
    Object.fromEntries(verb.fields.map((field) => [field.name, field.initial ?? (field.kind === "flag" ? false : "")])),
  );
  const attaching = useAttaching(conversation);
  const attachments = attaching.files.map((file) => file.id);
  const send = useMutation({ mutationFn: () => verb.send({ ...values, attachments }), onSuccess: () => done(verb) });
  const lacks =
    attaching.sending ||
    verb.fields.some((field) =>
      field.kind === "files" ? attachments.length < (field.least ?? 0) : field.needed === true && String(values[field.name] ?? "").trim() === "",
    );
  const set = (name: string, value: Value) => setValues((before) => ({ ...before, [name]: value }));
  return (
    <Modal opened onClose={close} title={verb.label}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (!lacks) {
            send.mutate();
          }
        }}
        onKeyDown={(event) => {
          if (event.key === "Enter" && (event.metaKey || event.ctrlKey) && !lacks) {
            event.preventDefault();
            send.mutate();
          }
        }}
      >
        <Stack gap="sm">
          {verb.fields.map((field, index) =>
            field.kind === "files" ? (
              <EvidenceFiles key={field.name} attaching={attaching} demanded={field.least ?? 0} />
            ) : (
              <Asked key={field.name} field={field} value={values[field.name] ?? ""} set={(value) => set(field.name, value)} first={index === 0} />
            ),
          )}
          {send.isError ? <ProblemNote error={send.error} /> : null}
          <Group justify="flex-end" gap="xs">
            <Button variant="default" onClick={close}>
              {t.dialog.cancel}
            </Button>
            <Button type="submit" loading={send.isPending} disabled={lacks} color={verb.danger === true ? "red" : undefined}>
              {verb.label}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}

interface AskedProps {
  readonly field: Field;
  readonly value: Value;
  readonly set: (value: Value) => void;
  readonly first: boolean;
}

function Asked({ field, value, set, first }: AskedProps) {
  const common = {
    label: field.label,
    withAsterisk: field.needed === true,
    "data-autofocus": first || undefined,
  };
  switch (field.kind) {
    case "flag":
      return <Checkbox label={field.label} checked={value === true} onChange={(event) => set(event.currentTarget.checked)} />;
    case "choice":
      return (
        <Select
          {...common}
          data={[...(field.choices ?? [])]}
          value={String(value) || null}
          onChange={(chosen) => set(chosen ?? "")}
          searchable={(field.choices?.length ?? 0) > 8}
          placeholder={t.dialog.nothing}
          allowDeselect={field.needed !== true}
          comboboxProps={{ withinPortal: true }}
        />
      );
    case "case":
      return <CasePicker label={field.label} besides={field.besides ?? ""} value={String(value)} set={set} />;
    case "text":
      return (
        <Textarea {...common} value={String(value)} onChange={(event) => set(event.currentTarget.value)} autosize minRows={2} maxRows={8} />
      );
    case "number":
      return <NumberInput {...common} value={String(value)} onChange={(given) => set(String(given))} min={1} />;
    case "code":
      return (
        <TextInput
          {...common}
          value={String(value)}
          onChange={(event) => set(event.currentTarget.value.toLowerCase().replaceAll(/[^a-z0-9_.-]+/gu, "_"))}
        />
      );
    default:
      return <TextInput {...common} value={String(value)} onChange={(event) => set(event.currentTarget.value)} />;
  }
}
