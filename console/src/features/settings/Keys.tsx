import { Button, Select, TextInput } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";

import { api, ask } from "@/api/client";
import type { KeyReply } from "@/api/contract";
import blocks from "@/ui/blocks.module.css";
import { Tag } from "@/ui/badges";
import { useConfirm } from "@/ui/confirm";
import { Empty, Loaded } from "@/ui/states";
import { Table } from "@/ui/Table";
import { At, useNow } from "@/ui/time";
import { done, refused } from "@/ui/toast";

import { useAgents, usePeople } from "./known";
import { Once } from "./Once";
import classes from "./settings.module.css";
import { t } from "./text";

const MINE = "";

/** Keys of agents and people: made, renewed with an overlap, ended. */
export function Keys({ may }: { readonly may: boolean }) {
  const client = useQueryClient();
  const agents = useAgents();
  const people = usePeople();
  const keys = useQuery({ queryKey: ["keys"], queryFn: () => ask(api.GET("/v1/keys")) });
  const [shown, setShown] = useState<KeyReply | null>(null);
  const [agent, setAgent] = useState<string>(MINE);
  const [note, setNote] = useState("");
  const made = (key: KeyReply) => {
    void client.invalidateQueries({ queryKey: ["keys"] });
    setShown(key);
  };
  const issue = useMutation({
    mutationFn: () => ask(api.POST("/v1/keys", { body: { agent: agent === MINE ? null : agent, note: note.trim() || null } })),
    onError: refused,
    onSuccess: made,
  });
  const names = new Map([
    ...(agents.data?.agents ?? []).map((each) => [each.id, each.name] as const),
    ...(people.data?.people ?? []).map((each) => [each.id, each.name] as const),
  ]);
  return (
    <>
      <form
        className={classes.fields}
        onSubmit={(event) => {
          event.preventDefault();
          issue.mutate();
        }}
      >
        <Select
          label={t.keys.forAgent}
          data={[
            { value: MINE, label: t.keys.mine },
            ...(may ? (agents.data?.agents ?? []) : []).map((each) => ({ value: each.id, label: each.name })),
          ]}
          value={agent}
          onChange={(value) => setAgent(value ?? MINE)}
        />
        <TextInput label={t.keys.note} value={note} onChange={(event) => setNote(event.currentTarget.value)} />
        <Button type="submit" loading={issue.isPending}>
          {t.keys.add}
        </Button>
      </form>
      <Loaded of={keys}>
        {(known) =>
          known.keys.length === 0 ? (
            <Empty title={t.keys.empty}>{t.keys.emptyLine}</Empty>
          ) : (
            <Table stacked label={t.sections.keys}>
                <thead>
                  <tr>
                    <th>{t.keys.holder}</th>
                    <th>{t.keys.note}</th>
                    <th>{t.keys.made}</th>
                    <th>{t.keys.expires}</th>
                    <th>{t.keys.state}</th>
                    <th />
                  </tr>
                </thead>
                <tbody>
                  {known.keys.map((key) => (
                    <Row key={key.id} of={key} name={names.get(key.holder) ?? key.holder} made={made} />
                  ))}
                </tbody>
              </Table>
          )
        }
      </Loaded>
      <Once title={t.once} secret={shown?.key ?? null} close={() => setShown(null)} />
    </>
  );
}

interface RowProps {
  readonly of: KeyReply;
  readonly name: string;
  readonly made: (key: KeyReply) => void;
}

function Row({ of, name, made }: RowProps) {
  const client = useQueryClient();
  const confirm = useConfirm();
  const now = useNow(60_000);
  const path = { params: { path: { key: of.id } } };
  const renew = useMutation({
    mutationFn: () => ask(api.POST("/v1/keys/{key}/rotation", { ...path, body: {} })),
    onError: refused,
    onSuccess: made,
  });
  const end = useMutation({
    mutationFn: () => ask(api.DELETE("/v1/keys/{key}", path)),
    onError: refused,
    onSuccess: () => {
      void client.invalidateQueries({ queryKey: ["keys"] });
      done(t.saved);
    },
  });
  const expired = of.expires_at !== null && Date.parse(of.expires_at) < now;
  const valid = of.revoked_at === null && !expired;
  const sure = (title: string, text: string, verb: () => void) => {
    void confirm({ title, text, confirm: title }).then((yes) => {
      if (yes) {
        verb();
      }
    });
  };
  return (
    <tr>
      <td>{name}</td>
      <td data-label={t.keys.note}>{of.note}</td>
      <td data-label={t.keys.made}>
        <At at={of.created_at} />
      </td>
      <td data-label={of.expires_at === null ? undefined : t.keys.expires}>{of.expires_at === null ? null : <At at={of.expires_at} />}</td>
      <td data-label={t.keys.state}>
        <Tag tone={valid ? "good" : "plain"}>
          {valid ? t.keys.valid : of.revoked_at === null ? t.keys.expired : t.keys.revoked}
        </Tag>
      </td>
      <td>
        {valid ? (
          <span className={blocks.row}>
            <Button
              size="compact-sm"
              variant="subtle"
              aria-label={`${t.keys.rotate}: ${name}`}
              onClick={() => sure(t.keys.rotate, t.keys.rotateText, () => renew.mutate())}
            >
              {t.keys.rotate}
            </Button>
            <Button
              size="compact-sm"
              variant="subtle"
              color="red"
              aria-label={`${t.keys.revoke}: ${name}`}
              onClick={() => sure(t.keys.revoke, t.keys.revokeText, () => end.mutate())}
            >
              {t.keys.revoke}
            </Button>
          </span>
        ) : null}
      </td>
    </tr>
  );
}
