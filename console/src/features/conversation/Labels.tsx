import { UnstyledButton } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { CircleX, ShieldAlert, ThumbsDown, Undo2 } from "lucide-react";

import { api, ask } from "@/api/client";
import type { TurnReply } from "@/api/contract";
import { useMe } from "@/api/session";
import { ReplyLabels } from "@/ui/ReplyLabels";
import { t as ui } from "@/ui/text";
import { done, refused } from "@/ui/toast";

import classes from "./Labels.module.css";
import { t } from "./text";

type Label = TurnReply["labels"][number]["label"];

interface Props {
  readonly conversation: string;
  readonly turn: number;
  readonly labels: TurnReply["labels"];
  readonly mayLabel: boolean;
  readonly name: (id: string | null) => string;
}

const LABELS = [
  ["incorrect", CircleX],
  ["unhelpful", ThumbsDown],
  ["harmful", ShieldAlert],
] as const;
const PATH = "/v1/conversations/{conversation}/turns/{turn}/labels";

/** What people said was wrong with this reply of the agent; mine in one click, and taken back as easily. */
export function Labels({ conversation, turn, labels, mayLabel, name }: Props) {
  const me = useMe().person.id;
  const queries = useQueryClient();
  const mine = labels.find(({ by }) => by === me);
  const params = { path: { conversation, turn: String(turn) } };
  const readAgain = () => queries.invalidateQueries({ queryKey: ["turns", conversation] });
  const label = useMutation({
    mutationFn: (given: Label) => ask(api.POST(PATH, { params, body: { label: given } })),
    onError: refused,
    onSuccess: readAgain,
  });
  const undo = useMutation({
    mutationFn: () => ask(api.DELETE(PATH, { params })),
    onError: refused,
    onSuccess: () => {
      done(mine?.label === "harmful" ? t.label.undoneHarmful : t.label.undone);
      return readAgain();
    },
  });
  if (labels.length === 0 && !mayLabel) {
    return null;
  }
  return (
    <span className={classes.labels}>
      <span role="status" className={classes.said}>
        <ReplyLabels labels={labels} name={name} />
      </span>
      {!mayLabel ? null : mine !== undefined ? (
        <UnstyledButton className={classes.label} disabled={undo.isPending} onClick={() => undo.mutate()}>
          <Undo2 size={12} aria-hidden /> {t.label.undo}
        </UnstyledButton>
      ) : (
        <span role="group" aria-label={t.label.title(turn)}>
          {LABELS.map(([given, Icon]) => (
            <UnstyledButton key={given} className={classes.label} disabled={label.isPending} onClick={() => label.mutate(given)}>
              <Icon size={12} aria-hidden /> {ui.labels[given]}
            </UnstyledButton>
          ))}
        </span>
      )}
    </span>
  );
}
