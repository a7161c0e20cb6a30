import { Button, Select, Switch, TagsInput, Textarea, TextInput } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { useState } from "react";

import { api, ask } from "@/api/client";
import type { WidgetReply } from "@/api/contract";
import blocks from "@/ui/blocks.module.css";
import { FormEnd } from "@/ui/FormEnd";
import { useConfirm } from "@/ui/confirm";
import { Empty, Loaded } from "@/ui/states";
import { done, refused } from "@/ui/toast";

import { idOf, useAgents } from "./known";
import { Once } from "./Once";
import classes from "./settings.module.css";
import { t } from "./text";

const NEW = "new";

/** The chat windows that customers meet: who answers, which pages may show it, and the tag that embeds it. */
export function Widgets({ may }: { readonly may: boolean }) {
  const { open } = useSearch({ from: "/shell/settings/$section" });
  const navigate = useNavigate();
  const go = (id: string | undefined) =>
    void navigate({ to: ".", search: (old) => ({ ...old, open: id }), replace: true });
  const widgets = useQuery({ queryKey: ["widgets"], queryFn: () => ask(api.GET("/v1/widgets")) });
  return (
    <Loaded of={widgets}>
      {(known) => (
        <>
          {may ? (
            <div className={classes.bar}>
              <span />
              <Button onClick={() => go(NEW)}>{t.widgets.add}</Button>
            </div>
          ) : null}
          {open === NEW && may ? <WidgetForm widget={null} close={() => go(undefined)} /> : null}
          {known.widgets.length === 0 ? <Empty title={t.widgets.empty}>{t.widgets.emptyLine}</Empty> : null}
          <ul className={blocks.plain}>
            {known.widgets.map((widget) => (
              <li key={widget.id}>
                <div className={classes.item}>
                  <span>
                    <span className={blocks.name}>{widget.title || widget.id}</span>{" "}
                    <code className="quiet">{widget.name}</code>
                  </span>
                  <span className={classes.line}>{widget.origins.join(", ") || t.widgets.noOrigins}</span>
                  {may ? (
                    <Button
                      size="compact-sm"
                      variant="subtle"
                      aria-expanded={open === widget.id}
                      aria-label={`${t.change}: ${widget.id}`}
                      onClick={() => go(open === widget.id ? undefined : widget.id)}
                    >
                      {t.change}
                    </Button>
                  ) : (
                    <span />
                  )}
                </div>
                {open === widget.id && may ? <WidgetForm widget={widget} close={() => go(undefined)} /> : null}
              </li>
            ))}
          </ul>
        </>
      )}
    </Loaded>
  );
}

function WidgetForm({ widget, close }: { readonly widget: WidgetReply | null; readonly close: () => void }) {
  const client = useQueryClient();
  const confirm = useConfirm();
  const agents = useAgents();
  const [id, setId] = useState(widget?.id ?? "");
  const [secret, setSecret] = useState<string | null>(null);
  const [given, setGiven] = useState({
    agent: widget?.agent ?? "",
    title: widget?.title ?? "",
    greeting: widget?.greeting ?? "",
    language: widget?.language ?? "en",
    origins: widget?.origins ?? [],
    accent: widget?.accent ?? "#1c6b57",
    scheme: widget?.scheme ?? "auto",
    texts: widget?.texts ?? {},
    files: widget?.files ?? true,
    keys: widget?.keys ?? [],
  });
  const put = (changed: Partial<typeof given>) => setGiven({ ...given, ...changed });
  const kept = (shown: unknown) => {
    client.setQueryData(["widgets"], shown);
    done(t.saved);
    close();
  };
  const path = { params: { path: { widget: id } } };
  const save = useMutation({
    mutationFn: () => ask(api.PUT("/v1/widgets/{widget}", { ...path, body: given })),
    onSuccess: kept,
  });
  const remove = useMutation({
    mutationFn: () => ask(api.DELETE("/v1/widgets/{widget}", path)),
    onError: refused,
    onSuccess: kept,
  });
  const renew = useMutation({
    mutationFn: () => ask(api.POST("/v1/widgets/{widget}/secret", path)),
    onError: refused,
    onSuccess: (found) => setSecret(found.secret),
  });
  return (
    <form
      className={blocks.section}
      aria-label={widget?.id ?? t.widgets.add}
      onSubmit={(event) => {
        event.preventDefault();
        save.mutate();
      }}
    >
      <div className={classes.grid}>
        <TextInput
          label={t.widgets.id}
          disabled={widget !== null}
          required
          withAsterisk={false}
          value={id}
          onChange={(event) => setId(idOf(event.currentTarget.value))}
        />
        <Select
          label={t.widgets.agent}
          data={(agents.data?.agents ?? []).map((agent) => ({ value: agent.id, label: agent.name }))}
          value={given.agent}
          onChange={(agent) => put({ agent: agent ?? "" })}
        />
        <TextInput
          label={t.widgets.heading}
          value={given.title}
          onChange={(event) => put({ title: event.currentTarget.value })}
        />
        <TextInput
          label={t.organisation.language}
          value={given.language}
          onChange={(event) => put({ language: event.currentTarget.value })}
        />
        <TextInput
          label={t.widgets.accent}
          value={given.accent}
          onChange={(event) => put({ accent: event.currentTarget.value })}
        />
        <Select
          label={t.widgets.scheme}
          data={Object.entries(t.widgets.schemes).map(([value, label]) => ({ value, label }))}
          value={given.scheme}
          onChange={(value) => put({ scheme: (value ?? "auto") as WidgetReply["scheme"] })}
        />
        <TagsInput
          className={classes.wide}
          label={t.widgets.origins}
          description={t.widgets.originsHint}
          value={[...given.origins]}
          onChange={(origins) => put({ origins })}
        />
        <Textarea
          className={classes.wide}
          label={t.widgets.greeting}
          value={given.greeting}
          onChange={(event) => put({ greeting: event.currentTarget.value })}
        />
        <Switch
          label={t.widgets.files}
          checked={given.files}
          onChange={(event) => put({ files: event.currentTarget.checked })}
        />
      </div>
      {widget === null ? null : (
        <>
          <h3 className={blocks.small}>{t.widgets.script}</h3>
          <code className={classes.secret}>{widget.script}</code>
        </>
      )}
      <FormEnd save={save} disabled={id === "" || given.agent === ""} cancel={close}>
        {widget === null ? null : (
          <>
            <Button
              variant="default"
              loading={renew.isPending}
              onClick={() => {
                void confirm({ title: t.widgets.renew, text: t.widgets.renewText, confirm: t.widgets.renew }).then((yes) => {
                  if (yes) {
                    renew.mutate();
                  }
                });
              }}
            >
              {t.widgets.renew}
            </Button>
            <Button variant="subtle" color="red" loading={remove.isPending} onClick={() => remove.mutate()}>
              {t.remove}
            </Button>
          </>
        )}
      </FormEnd>
      <Once title={t.widgets.secret} secret={secret} close={() => setSecret(null)} />
    </form>
  );
}
