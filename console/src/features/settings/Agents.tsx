import { Button, NumberInput, PasswordInput, Select, Textarea, TextInput } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Link, useNavigate, useSearch } from "@tanstack/react-router";
import { useState } from "react";

import { api, ask } from "@/api/client";
import type { AgentReply, AgentRequest } from "@/api/contract";
import blocks from "@/ui/blocks.module.css";
import { FormEnd } from "@/ui/FormEnd";
import { ModeBadge, Tag } from "@/ui/badges";
import { useConfirm } from "@/ui/confirm";
import { Empty, Loaded } from "@/ui/states";
import { done } from "@/ui/toast";

import { idOf, useAgents, usePeople } from "./known";
import { Once } from "./Once";
import classes from "./settings.module.css";
import { t } from "./text";

const NEW = "new";
type Mode = AgentReply["mode"];
type Responder = Exclude<NonNullable<AgentRequest["responder"]>, undefined>;

/** The AI agents: who owns them, how far Handrail acts on them, and who answers. */
export function Agents({ may }: { readonly may: boolean }) {
  const { open } = useSearch({ from: "/shell/settings/$section" });
  const navigate = useNavigate();
  const go = (id: string | undefined) =>
    void navigate({ to: ".", search: (old) => ({ ...old, open: id }), replace: true });
  const agents = useAgents();
  return (
    <Loaded of={agents}>
      {(known) => (
        <>
          {may ? (
            <div className={classes.bar}>
              <span />
              <Button onClick={() => go(NEW)}>{t.agents.add}</Button>
            </div>
          ) : null}
          {open === NEW && may ? <AgentForm agent={null} close={() => go(undefined)} /> : null}
          {known.agents.length === 0 ? <Empty title={t.agents.empty}>{t.agents.emptyLine}</Empty> : null}
          <ul className={blocks.plain}>
            {known.agents.map((agent) => (
              <li key={agent.id}>
                <div className={classes.item}>
                  <span>
                    <span className={blocks.name}>{agent.name}</span> <code className="quiet">{agent.id}</code>
                  </span>
                  <span className={classes.line}>
                    <Link to="/policy/$section" params={{ section: "limits" }} search={{ scope: `agents.${agent.policy_object}` }}>
                      {t.agents.charter}
                    </Link>
                  </span>
                  <span className={blocks.row}>
                    {agent.paused ? <Tag tone="warn">{t.agents.paused}</Tag> : null}
                    <ModeBadge mode={agent.mode} />
                    {may ? (
                      <Button
                        size="compact-sm"
                        variant="subtle"
                        aria-expanded={open === agent.id}
                        aria-label={`${t.change}: ${agent.name}`}
                        onClick={() => go(open === agent.id ? undefined : agent.id)}
                      >
                        {t.change}
                      </Button>
                    ) : null}
                  </span>
                </div>
                {open === agent.id && may ? <AgentForm agent={agent} close={() => go(undefined)} /> : null}
              </li>
            ))}
          </ul>
        </>
      )}
    </Loaded>
  );
}

function AgentForm({ agent, close }: { readonly agent: AgentReply | null; readonly close: () => void }) {
  const client = useQueryClient();
  const confirm = useConfirm();
  const people = usePeople();
  const [id, setId] = useState(agent?.id ?? "");
  const [secret, setSecret] = useState<string | null>(null);
  const [given, setGiven] = useState({
    name: agent?.name ?? "",
    version: agent?.version ?? "1",
    owner: agent?.owner ?? null,
    policy_object: agent?.policy_object ?? null,
    mode: agent?.mode ?? ("observe"),
    webhook: agent?.webhook ?? null,
  });
  const [responder, setResponder] = useState<Responder>(() => responderOf(agent));
  const put = (changed: Partial<typeof given>) => setGiven({ ...given, ...changed });
  const save = useMutation({
    mutationFn: () =>
      ask(api.PUT("/v1/agents/{agent}", { params: { path: { agent: id } }, body: { ...given, responder } })),
    onSuccess: (shown) => {
      void client.invalidateQueries({ queryKey: ["agents"] });
      done(t.saved);
      const once = shown.webhook_secret ?? shown.responder.secret;
      if (once == null) {
        close();
      } else {
        setSecret(once);
      }
    },
  });
  const submit = async () => {
    const changes = agent !== null && agent.mode !== given.mode;
    if (!changes || (await confirm({ title: t.agents.modes[given.mode], text: t.agents.modeText, confirm: t.save }))) {
      save.mutate();
    }
  };
  return (
    <form
      className={blocks.section}
      aria-label={agent?.name ?? t.agents.add}
      onSubmit={(event) => {
        event.preventDefault();
        void submit();
      }}
    >
      <div className={classes.grid}>
        <TextInput
          label={t.agents.name}
          required
          withAsterisk={false}
          value={given.name}
          onChange={(event) => {
            put({ name: event.currentTarget.value });
            if (agent === null) {
              setId(idOf(event.currentTarget.value));
            }
          }}
        />
        <TextInput label={t.agents.id} disabled={agent !== null} value={id} onChange={(event) => setId(event.currentTarget.value)} />
        <Select
          label={t.agents.mode}
          data={Object.entries(t.agents.modes).map(([value, label]) => ({ value, label }))}
          value={given.mode}
          onChange={(mode) => put({ mode: (mode ?? given.mode) as Mode })}
        />
        <TextInput label={t.agents.version} value={given.version} onChange={(event) => put({ version: event.currentTarget.value })} />
        <Select
          label={t.agents.owner}
          clearable
          searchable
          data={(people.data?.people ?? []).map((person) => ({ value: person.id, label: person.name }))}
          value={given.owner}
          onChange={(owner) => put({ owner })}
        />
        <TextInput
          label={t.agents.object}
          description={t.agents.objectHint}
          value={given.policy_object ?? ""}
          onChange={(event) => put({ policy_object: event.currentTarget.value || null })}
        />
        <TextInput
          label={t.agents.webhook}
          value={given.webhook ?? ""}
          onChange={(event) => put({ webhook: event.currentTarget.value || null })}
        />
      </div>
      <h3 className={blocks.small}>{t.agents.responder}</h3>
      <ResponderFields of={responder} keySet={agent?.responder.key_set === true} put={setResponder} />
      <FormEnd save={save} disabled={id === ""} cancel={close} />
      <Once title={t.agents.secret} secret={secret} close={close} />
    </form>
  );
}

function responderOf(agent: AgentReply | null): Responder {
  if (agent === null) {
    return { kind: "embedded" };
  }
  const { kind, address, model, name, instructions, log_probabilities, seconds } = agent.responder;
  return { kind, address, model, name, instructions, log_probabilities, seconds };
}

interface ResponderProps {
  readonly of: Responder;
  readonly keySet: boolean;
  readonly put: (of: Responder) => void;
}

function ResponderFields({ of, keySet, put }: ResponderProps) {
  const remote = of.kind === "webhook" || of.kind === "chat";
  return (
    <div className={classes.grid}>
      <Select
        aria-label={t.agents.responder}
        data={Object.entries(t.agents.kinds).map(([value, label]) => ({ value, label }))}
        value={of.kind}
        onChange={(kind) => put({ kind: (kind ?? of.kind) as Responder["kind"] })}
      />
      {remote ? (
        <TextInput label={t.agents.address} value={of.address ?? ""} onChange={(event) => put({ ...of, address: event.currentTarget.value || null })} />
      ) : null}
      {of.kind === "chat" ? (
        <>
          <TextInput label={t.agents.model} value={of.model ?? ""} onChange={(event) => put({ ...of, model: event.currentTarget.value || null })} />
          <PasswordInput
            label={t.agents.key}
            description={keySet ? t.agents.keySet : undefined}
            autoComplete="off"
            value={of.key ?? ""}
            onChange={(event) => put({ ...of, key: event.currentTarget.value || null })}
          />
          <Textarea
            className={classes.wide}
            label={t.agents.instructions}
            value={of.instructions ?? ""}
            onChange={(event) => put({ ...of, instructions: event.currentTarget.value || null })}
          />
        </>
      ) : null}
      {of.kind === "python" ? (
        <TextInput label={t.agents.entry} value={of.name ?? ""} onChange={(event) => put({ ...of, name: event.currentTarget.value || null })} />
      ) : null}
      {of.kind === "embedded" ? null : (
        <NumberInput
          label={t.agents.seconds}
          min={1}
          max={120}
          value={of.seconds ?? 30}
          onChange={(value) => put({ ...of, seconds: Number(value) })}
        />
      )}
    </div>
  );
}
