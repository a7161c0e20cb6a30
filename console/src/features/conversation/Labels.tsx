import { UnstyledButton } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { CircleX, ShieldAlert, ThumbsDown, Undo2 } from "lucide-react";

import { api, ask } from "@/api/client";
import { Tag } from "@/ui/badges";
import { done, refused } from "@/ui/toast";

import classes from "./Labels.module.css";
import { t } from "./text";

type Label = "incorrect" | "unhelpful" | "harmful";

interface Props {
  readonly conversation: string;
  readonly turn: number;
}

const LABELS = [
  ["incorrect", CircleX],
  ["unhelpful", ThumbsDown],
  ["harmful", ShieldAlert],
] as const;
const PATH = "/v1/conversations/{conversation}/turns/{turn}/labels";

/** What was wrong with this reply of the agent, in one click; what was just said can be taken back. */
export function Labels({ conversation, turn }: Props) {
  const queries = useQueryClient();
  const params = { path: { conversation, turn: String(turn) } };
  // What I said stays beside the reply while rows come and go as the talk is scrolled.
  const queryKey = ["my label", conversation, turn];
  const said = useQuery<Label | null>({ queryKey, enabled: false, initialData: null, gcTime: Infinity }).data;
  const label = useMutation({
    mutationFn: (given: Label) => ask(api.POST(PATH, { params, body: { label: given } })),
    onError: refused,
    onSuccess: (_, given) => queries.setQueryData(queryKey, given),
  });
  const undo = useMutation({
    mutationFn: () => ask(api.DELETE(PATH, { params })),
    onError: refused,
    onSuccess: () => {
      done(said === "harmful" ? t.label.undoneHarmful : t.label.undone);
      queries.setQueryData(queryKey, null);
    },
  });
  if (said !== null) {
    return (
      <span className={classes.labels} role="status">
        <Tag tone={said === "harmful" ? "bad" : "warn"}>{t.label[said]}</Tag>
        <UnstyledButton className={classes.label} disabled={undo.isPending} onClick={() => undo.mutate()}>
          <Undo2 size={12} aria-hidden /> {t.label.undo}
        </UnstyledButton>
      </span>
    );
  }
  return (
    <span className={classes.labels} role="group" aria-label={t.label.title(turn)}>
      {LABELS.map(([given, Icon]) => (
        <UnstyledButton key={given} className={classes.label} disabled={label.isPending} onClick={() => label.mutate(given)}>
          <Icon size={12} aria-hidden /> {t.label[given]}
        </UnstyledButton>
      ))}
    </span>
  );
}
