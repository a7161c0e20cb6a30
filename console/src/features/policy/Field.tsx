import { NumberInput, Select, Slider, Switch, TagsInput, Textarea, TextInput, Tooltip, UnstyledButton } from "@mantine/core";
import { Undo2 } from "lucide-react";
import { useState, type ReactNode } from "react";

import type { PolicyProblem, SettingReply } from "@/api/contract";

import classes from "./Field.module.css";
import { t } from "./text";
import type { Edit, Path } from "./working";

type Value = SettingReply["value"];

interface Props {
  readonly setting: SettingReply;
  readonly problems: readonly PolicyProblem[];
  readonly disabled: boolean;
  readonly edit: (...edits: Edit[]) => void;
}

/** One setting with the control that the API names for it; what is inherited stands as its placeholder. */
export function Field(props: Props) {
  const { setting, problems, disabled, edit } = props;
  const found = problems.find((problem) => problem.path === dotted(setting.path) && problem.severity === "error");
  const set = (value: Value) => edit({ path: setting.path, set: value });
  const clear = () => edit({ path: setting.path, remove: true });
  const inherits = setting.source !== "here" || setting.value === null;
  const common = {
    label: setting.label,
    description: setting.about ?? undefined,
    error: found === undefined ? undefined : `${found.message} ${found.fix ?? ""}`.trim(),
    readOnly: disabled, // whoever may not change it still reaches and reads it
  };
  return (
    <div className={classes.field} data-control={setting.control}>
      <Control setting={setting} common={common} set={set} clear={clear} />
      <Origin setting={setting} inherits={inherits} disabled={disabled} clear={clear} />
    </div>
  );
}

/** The path as the checker writes it in its findings. */
export const dotted = (path: Path): string =>
  path.map((step) => (typeof step === "number" ? `[${step}]` : `.${step}`)).join("").replace(/^\./, "");

interface OriginProps {
  readonly setting: SettingReply;
  readonly inherits: boolean;
  readonly disabled: boolean;
  readonly clear: () => void;
}

function Origin({ setting, inherits, disabled, clear }: OriginProps) {
  if (inherits) {
    return setting.source === "here" ? null : <span className={classes.origin}>{sourceName(setting.source)}</span>;
  }
  if (disabled || setting.path[0] === "routes" || setting.path.includes("rules")) {
    return null;
  }
  return (
    <Tooltip label={t.backToInherited}>
      <UnstyledButton className={classes.undo} aria-label={`${t.backToInherited}: ${setting.label}`} onClick={clear}>
        <Undo2 size={14} aria-hidden />
      </UnstyledButton>
    </Tooltip>
  );
}

interface Common {
  readonly label: string;
  readonly description: string | undefined;
  readonly error: string | undefined;
  readonly readOnly: boolean;
}

interface ControlProps {
  readonly setting: SettingReply;
  readonly common: Common;
  readonly set: (value: Value) => void;
  readonly clear: () => void;
}

function Control({ setting, common, set, clear }: ControlProps): ReactNode {
  switch (setting.control) {
    case "number":
      return <Num setting={setting} common={common} set={set} clear={clear} />;
    case "choice":
      return (
        <Select
          {...common}
          data={setting.choices.map((choice) => ({ ...choice }))}
          value={typeof setting.value === "string" ? setting.value : null}
          placeholder={inForce(setting)}
          clearable={setting.value !== null && !common.readOnly}
          onChange={(value) => (value === null ? clear() : set(value))}
        />
      );
    case "flag":
      return <Switch label={common.label} description={common.description} error={common.error} disabled={common.readOnly} checked={setting.value === true} onChange={(event) => set(event.currentTarget.checked)} />;
    case "names":
    case "amounts":
      return (
        <TagsInput
          {...common}
          value={Array.isArray(setting.value) ? setting.value : []}
          placeholder={Array.isArray(setting.value) && setting.value.length > 0 ? "" : inForce(setting)}
          onChange={set}
        />
      );
    case "text":
    case "line":
    case "day":
      return <Words setting={setting} common={common} set={set} clear={clear} />;
  }
}

/** What is being typed; it gives way when the document says something else. The control stays, and so does its focus. */
function useWritten<T>(said: T): [T, (typed: T) => void] {
  const [typing, setTyping] = useState({ said, typed: said });
  if (typing.said !== said) {
    setTyping({ said, typed: said });
  }
  return [typing.said === said ? typing.typed : said, (typed) => setTyping({ said, typed })];
}

function Words({ setting, common, set, clear }: ControlProps) {
  const [text, setText] = useWritten(typeof setting.value === "string" ? setting.value : "");
  const commit = () => {
    if (text !== (setting.value ?? "")) {
      if (text === "") {
        clear();
      } else {
        set(text);
      }
    }
  };
  const given = {
    ...common,
    value: text,
    placeholder: inForce(setting),
    onChange: (event: { currentTarget: { value: string } }) => setText(event.currentTarget.value),
    onBlur: commit,
  };
  if (setting.control === "text") {
    return <Textarea {...given} />;
  }
  return (
    <TextInput
      {...given}
      type={setting.control === "day" ? "date" : "text"}
      onKeyDown={(event) => {
        if (event.key === "Enter") {
          commit();
        }
      }}
    />
  );
}

function Num({ setting, common, set, clear }: ControlProps) {
  const start = typeof setting.value === "number" ? setting.value : null;
  const [value, setValue] = useWritten(start);
  const shown = value ?? (typeof setting.in_force === "number" ? setting.in_force : 0);
  const commit = (wanted: number | null) => {
    if (wanted === start) {
      return;
    }
    if (wanted === null) {
      clear();
    } else {
      set(wanted);
    }
  };
  const input = (
    <NumberInput
      {...common}
           min={setting.least ?? undefined}
      max={setting.most ?? undefined}
      step={setting.step ?? 1}
      decimalScale={4}
      suffix={setting.unit === null ? undefined : ` ${setting.unit}`}
      value={value ?? ""}
      placeholder={inForce(setting)}
      onChange={(wanted) => setValue(typeof wanted === "number" ? wanted : null)}
      onBlur={() => commit(value)}
      onKeyDown={(event) => {
        if (event.key === "Enter") {
          commit(value);
        }
      }}
    />
  );
  if (setting.most === null || setting.least === null || setting.most > 1) {
    return input;
  }
  return (
    <div>
      {input}
      <Slider
        className={classes.slider}
        thumbLabel={setting.label}
        disabled={common.readOnly}
        label={null}
        min={setting.least}
        max={setting.most}
        step={setting.step ?? 0.01}
        value={shown}
        onChange={setValue}
        onChangeEnd={commit}
      />
    </div>
  );
}

/** What holds where nothing is set here, and where it comes from. */
function inForce(setting: SettingReply): string {
  const value = setting.in_force;
  if (value === null) {
    return setting.control === "names" ? t.notLimited : t.notSet;
  }
  const label = setting.choices.find((choice) => choice.value === value)?.label;
  return label ?? (Array.isArray(value) ? value.join(", ") : String(value));
}

export function sourceName(source: string): string {
  return source in t.source ? t.source[source as keyof typeof t.source] : source;
}
