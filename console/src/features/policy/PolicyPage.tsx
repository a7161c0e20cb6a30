import { Button, Modal, Select, TextInput } from "@mantine/core";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { Link, Navigate, useNavigate, useParams, useSearch } from "@tanstack/react-router";
import { useState, type ReactNode } from "react";

import { api, ask } from "@/api/client";
import type { PolicyReply, ScopeReply } from "@/api/contract";
import { useLive } from "@/api/live";
import { useConfirm } from "@/ui/confirm";
import { Page } from "@/ui/Page";
import { Sections } from "@/ui/Sections";
import { Empty, Loaded, Loading } from "@/ui/states";
import blocks from "@/ui/blocks.module.css";

import { Fired } from "./Fired";
import { General } from "./General";
import { Limits } from "./Limits";
import { Messages } from "./Messages";
import { Overview } from "./Overview";
import classes from "./policy.module.css";
import { Routes } from "./Routes";
import { Rules } from "./Rules";
import { t } from "./text";
import { Thresholds } from "./Thresholds";
import { Versions } from "./Versions";
import { usePolicy, useVersion, useWorking, type Path, type Working } from "./working";
import { Yaml } from "./Yaml";

type Section = keyof typeof t.sections;

const SCOPED: readonly Section[] = ["thresholds", "limits", "rules", "routes"];
const FAMILIES: Readonly<Record<string, string>> = { agent: "agents", topic: "topics", object: "objects", flow: "flows" };

/** `/policy` alone is its overview. */
export function PolicyStart() {
  return <Navigate to="/policy/$section" params={{ section: "overview" }} replace />;
}

/** The policy: said in words, set in a form, written in YAML; all of it one document. */
export function PolicyPage() {
  useLive({ key: ["policy", "life"], about: "policy" });
  const life = usePolicy();
  const text = useVersion(life.data?.published);
  return (
    <Loaded of={life} loading={<Frame />}>
      {(known) => (
        <Loaded of={text} loading={<Frame />}>
          {(document) => <Edited key={known.published} life={known} base={document.document} />}
        </Loaded>
      )}
    </Loaded>
  );
}

function Frame() {
  return (
    <Page title={t.title}>
      <Loading />
    </Page>
  );
}

function Edited({ life, base }: { readonly life: PolicyReply; readonly base: string }) {
  const { section } = useParams({ from: "/shell/policy/$section" });
  const { scope: named } = useSearch({ from: "/shell/policy/$section" });
  const scope = scopeOf(named);
  const working = useWorking(life, base, scope);
  const here: Section = section in t.sections ? (section as Section) : "overview";
  const dirty = working.document !== base;
  const sound = working.form.data?.document === working.document && working.form.data.form !== null;
  return (
    <Page
      title={t.title}
      lead={life.may_draft ? t.lead(working.form.data?.form?.name ?? "", life.published) : t.readOnly}
      actions={<Actions base={base} document={working.document} dirty={dirty} sound={sound} discard={working.discard} />}
      bar={
        <>
          <Parts here={here} />
          {SCOPED.includes(here) && working.form.data?.form ? (
            <Scopes scopes={working.form.data.form.scopes} named={named} edit={working.edit} mayEdit={life.may_draft} />
          ) : null}
        </>
      }
    >
      <Loaded of={working.form}>
        {(written) => (
          <Shown
            section={here}
            working={{ ...working, life, base, scope, dirty, written, mayEdit: life.may_draft }}
          />
        )}
      </Loaded>
    </Page>
  );
}

/** `flows.refund` as a path; nothing: the organisation. */
function scopeOf(named: string | undefined): Path {
  const [family, ...name] = named?.split(".") ?? [];
  return family === undefined || name.length === 0 ? ["organisation"] : [family, name.join(".")];
}

const READABLE: readonly Section[] = ["yaml", "versions", "fired", "overview"];

function Shown({ section, working }: { readonly section: Section; readonly working: Working }): ReactNode {
  if (working.written.form === null && !READABLE.includes(section)) {
    return (
      <Empty
        title={t.unreadable}
        action={
          <Button component={Link} to="/policy/yaml" variant="default">
            {t.toYaml}
          </Button>
        }
      >
        {t.unreadableLine}
      </Empty>
    );
  }
  switch (section) {
    case "overview":
      return <Overview working={working} />;
    case "thresholds":
      return <Thresholds working={working} />;
    case "limits":
      return <Limits working={working} />;
    case "rules":
      return <Rules working={working} />;
    case "routes":
      return <Routes working={working} />;
    case "messages":
      return <Messages working={working} />;
    case "general":
      return <General working={working} />;
    case "yaml":
      return <Yaml working={working} />;
    case "versions":
      return <Versions working={working} />;
    case "fired":
      return <Fired />;
  }
}

function Parts({ here }: { readonly here: Section }) {
  return (
    <Sections label={t.sectionsLabel} here={here}>
      {Object.entries(t.sections).map(([section, label]) => (
        <Link
          key={section}
          to="/policy/$section"
          params={{ section }}
          search={(old) => ({ scope: old.scope })}
          activeOptions={{ includeSearch: false }}
        >
          {label}
        </Link>
      ))}
    </Sections>
  );
}

interface ActionsProps {
  readonly base: string;
  readonly document: string;
  readonly dirty: boolean;
  /** The document can be read. */
  readonly sound: boolean;
  readonly discard: () => void;
}

function Actions({ base, document, dirty, sound, discard }: ActionsProps) {
  const confirm = useConfirm();
  const compared = useQuery({
    queryKey: ["policy", "difference", base, document],
    enabled: dirty && sound,
    retry: false,
    placeholderData: keepPreviousData,
    queryFn: () => ask(api.POST("/v1/policy/difference", { body: { before: base, after: document } })),
  });
  if (!dirty) {
    return null;
  }
  return (
    <>
      <span className={`quiet ${blocks.row ?? ""}`} role="status">
        {t.changed(compared.data?.changes.length ?? 0)}
      </span>
      <Button
        variant="default"
        onClick={() => {
          void confirm({ title: t.discard, text: t.discardText, confirm: t.discard, danger: true }).then((yes) => {
            if (yes) {
              discard();
            }
          });
        }}
      >
        {t.discard}
      </Button>
      <Button component={Link} to="/policy/versions">
        {t.review}
      </Button>
    </>
  );
}

interface ScopesProps {
  readonly scopes: readonly ScopeReply[];
  readonly named: string | undefined;
  readonly edit: Working["edit"];
  readonly mayEdit: boolean;
}

const NEW = "+";

function Scopes({ scopes, named, edit, mayEdit }: ScopesProps) {
  const navigate = useNavigate();
  const [adding, setAdding] = useState(false);
  const go = (scope: string | undefined) =>
    void navigate({ to: ".", search: (old) => ({ ...old, scope, open: undefined }), replace: true });
  const known = scopes.map((scope) => ({ value: scope.path.join("."), label: scopeName(scope) }));
  return (
    <>
      <Select
        aria-label={t.scope}
        leftSection={<span className={classes.when}>{t.scope}</span>}
        leftSectionWidth={72}
        leftSectionPointerEvents="none"
        w={270}
        data={mayEdit ? [...known, { value: NEW, label: t.newScope }] : known}
        value={named ?? "organisation"}
        onChange={(value) => (value === NEW ? setAdding(true) : go(value === "organisation" ? undefined : (value ?? undefined)))}
      />
      <NewScope
        opened={adding}
        close={() => setAdding(false)}
        make={(family, name) => {
          edit({ path: [family, name], set: {} });
          setAdding(false);
          // The form of a scope is asked for when the document has it.
          setTimeout(() => go(`${family}.${name}`), 600);
        }}
      />
    </>
  );
}

interface NewScopeProps {
  readonly opened: boolean;
  readonly close: () => void;
  readonly make: (family: string, name: string) => void;
}

function NewScope({ opened, close, make }: NewScopeProps) {
  const [kind, setKind] = useState("flow");
  const [name, setName] = useState("");
  return (
    <Modal opened={opened} onClose={close} title={t.newScopeTitle}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          make(FAMILIES[kind] ?? "flows", name.trim());
        }}
      >
        <p className="quiet">{t.newScopeText}</p>
        <Select
          label={t.newScopeKind}
          data={Object.keys(FAMILIES).map((value) => ({ value, label: kindName(value, "") }))}
          value={kind}
          onChange={(value) => setKind(value ?? "flow")}
        />
        <TextInput
          mt="sm"
          label={t.newScopeName}
          description={t.newScopeHint}
          required
          withAsterisk={false}
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        <Button mt="md" type="submit" disabled={name.trim() === ""}>
          {t.add}
        </Button>
      </form>
    </Modal>
  );
}

const scopeName = (scope: ScopeReply): string =>
  scope.name === null ? t.scopes.organisation : kindName(scope.kind, scope.name);

function kindName(kind: string, name: string): string {
  switch (kind) {
    case "agent":
      return t.scopes.agent(name);
    case "topic":
      return t.scopes.topic(name);
    case "object":
      return t.scopes.object(name);
    default:
      return t.scopes.flow(name);
  }
}
