import { Button, Textarea } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";

import { api, ask, freshId } from "@/api/client";
import type { ConversationReply } from "@/api/contract";
import { done, refused } from "@/ui/toast";

import classes from "./Monitor.module.css";
import { t } from "./text";

const MODES = ["whisper_to_agent", "whisper_to_person", "join", "note"] as const;
type Mode = (typeof MODES)[number];

/** Words without the floor: whispered, beside whoever has it, or for colleagues. */
export function Say({ conversation }: { readonly conversation: ConversationReply }) {
  const modes = MODES.filter((mode) => conversation.allowed?.some((verb) => verb === mode) === true);
  const [chosen, setChosen] = useState<Mode | null>(null);
  const [text, setText] = useState("");
  const mode = chosen !== null && modes.includes(chosen) ? chosen : modes[0];
  const say = useMutation({
    mutationFn: ({ as, words }: { readonly as: Mode; readonly words: string }) => said(conversation.id, as, words),
    onError: refused,
    onSuccess: () => {
      done(t.sent);
      setText("");
    },
  });
  if (mode === undefined) {
    return null;
  }
  const send = () => {
    if (text.trim() !== "" && !say.isPending) {
      say.mutate({ as: mode, words: text });
    }
  };
  return (
    <form
      className={classes.say}
      onSubmit={(event) => {
        event.preventDefault();
        send();
      }}
    >
      <div className={classes.sayModes} role="group" aria-label={t.words}>
        {modes.map((each) => (
          <Button
            key={each}
            size="compact-xs"
            variant={each === mode ? "light" : "subtle"}
            color={each === mode ? undefined : "gray"}
            aria-pressed={each === mode}
            onClick={() => setChosen(each)}
          >
            {t.say[each]}
          </Button>
        ))}
      </div>
      <Textarea
        aria-label={t.say[mode]}
        placeholder={t.say[mode]}
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key === "Enter" && (event.metaKey || event.ctrlKey)) {
            event.preventDefault();
            send();
          }
        }}
        autosize
        minRows={2}
        maxRows={6}
      />
      <div className={classes.sayFoot}>
        <span className={classes.hint}>{t.sayHint[mode]}</span>
        <Button type="submit" size="compact-sm" loading={say.isPending} disabled={text.trim() === ""}>
          {t.send}
        </Button>
      </div>
    </form>
  );
}

async function said(conversation: string, as: Mode, words: string): Promise<unknown> {
  const params = { path: { conversation } };
  switch (as) {
    case "whisper_to_agent":
    case "whisper_to_person": {
      const to = as === "whisper_to_agent" ? "agent" : "person";
      return ask(api.POST("/v1/conversations/{conversation}/whispers", { params, body: { text: words, to } }));
    }
    case "join":
      return ask(
        api.POST("/v1/conversations/{conversation}/messages", { params, body: { id: freshId(), text: words, join: true } }),
      );
    case "note":
      return ask(api.POST("/v1/conversations/{conversation}/notes", { params, body: { id: freshId(), text: words } }));
  }
}
