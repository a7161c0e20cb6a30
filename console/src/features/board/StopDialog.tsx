import { Button, Group, Modal, SegmentedControl, Select, Text, Textarea } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";

import { api, ask } from "@/api/client";
import { agentsQuery } from "@/api/names";
import { words } from "@/text/format";
import { ProblemNote } from "@/ui/states";
import { done } from "@/ui/toast";

import { t } from "./text";

const SCOPES = ["agent", "topic", "organisation"] as const;
type Scope = (typeof SCOPES)[number];

interface Props {
  readonly opened: boolean;
  readonly close: () => void;
  readonly topics: readonly string[];
}

/** Stops an agent, a topic or everything, after saying what that will do. */
export function StopDialog({ opened, close, topics }: Props) {
  return (
    <Modal opened={opened} onClose={close} title={t.stopTitle} size="md">
      <StopForm close={close} topics={topics} />
    </Modal>
  );
}

function StopForm({ close, topics }: Omit<Props, "opened">) {
  const queries = useQueryClient();
  const [scope, setScope] = useState<Scope>("agent");
  const [chosen, setChosen] = useState<string | null>(null);
  const [why, setWhy] = useState("");
  const agents = useQuery(agentsQuery);
  const id = scope === "organisation" ? "" : (chosen ?? "");
  const ready = scope === "organisation" || id !== "";
  const preview = useQuery({
    queryKey: ["stop", scope, id],
    queryFn: () => ask(api.GET("/v1/emergency-stops/preview", { params: { query: { scope, id } } })),
    enabled: ready,
    staleTime: 0,
  });
  const stop = useMutation({
    mutationFn: (target: string) => ask(api.POST("/v1/emergency-stops", { body: { scope, id: target, why } })),
    onSuccess: () => {
      done(t.stopped);
      void queries.invalidateQueries({ queryKey: ["board"], exact: true });
      close();
    },
  });
  const options =
    scope === "agent"
      ? (agents.data?.agents.map((agent) => ({ value: agent.id, label: agent.name })) ?? [])
      : topics.map((topic) => ({ value: topic, label: words(topic) }));
  const name = scope === "organisation" ? t.everything : (options.find((option) => option.value === id)?.label ?? "…");
  const target = preview.data?.id;
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        if (target !== undefined) {
          stop.mutate(target);
        }
      }}
    >
      <SegmentedControl
        fullWidth
        aria-label={t.stopScope}
        value={scope}
        onChange={(value) => {
          setScope(value);
          setChosen(null);
        }}
        data={SCOPES.map((each) => ({ value: each, label: t.scopes[each] }))}
      />
      {scope === "organisation" ? null : (
        <Select
          key={scope}
          mt="md"
          label={scope === "agent" ? t.stopAgent : t.stopTopic}
          data={options}
          value={chosen}
          onChange={setChosen}
          searchable
          allowDeselect={false}
        />
      )}
      <Textarea
        mt="md"
        label={t.why}
        description={t.whyHint}
        value={why}
        onChange={(event) => setWhy(event.currentTarget.value)}
        autosize
        minRows={2}
      />
      <Text mt="md" mih="4rem" aria-live="polite">
        {preview.data === undefined
          ? null
          : preview.data.in_force
            ? t.inForce
            : t.stopSays(preview.data.conversations, preview.data.actions)}
      </Text>
      {preview.isError ? <ProblemNote error={preview.error} /> : null}
      {stop.isError ? <ProblemNote error={stop.error} /> : null}
      <Group justify="flex-end" gap="xs" mt="md">
        <Button variant="default" onClick={close}>
          {t.close}
        </Button>
        <Button
          type="submit"
          color="red"
          loading={stop.isPending}
          disabled={target === undefined || preview.data?.in_force === true || why.trim() === ""}
        >
          {t.stopNow(name)}
        </Button>
      </Group>
    </form>
  );
}
