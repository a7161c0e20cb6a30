import { Button, TextInput, Textarea } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { useRef, useState } from "react";

import { api, ask, freshId } from "@/api/client";
import type { CannedReplies as Replies, CannedReply } from "@/api/contract";
import { useLive } from "@/api/live";
import blocks from "@/ui/blocks.module.css";
import { FormEnd } from "@/ui/FormEnd";
import { useConfirm } from "@/ui/confirm";
import { Empty, Loaded } from "@/ui/states";
import { done, refused } from "@/ui/toast";

import classes from "./settings.module.css";
import { t } from "./text";

const NEW = "new";
const KEY = ["canned replies"];

/** Words that people say often: whoever may manage them writes them here, everybody finds them by their shortcut. */
export function CannedReplies() {
  useLive({ key: KEY, about: "organisation", facts: ["CannedReplySet", "CannedReplyRemoved"] });
  const { open } = useSearch({ from: "/shell/settings/$section" });
  const navigate = useNavigate();
  const go = (id: string | undefined) => void navigate({ to: ".", search: (old) => ({ ...old, open: id }), replace: true });
  const replies = useQuery({ queryKey: KEY, queryFn: () => ask(api.GET("/v1/canned-replies")) });
  return (
    <Loaded of={replies}>
      {(known) => (
        <>
          {known.may_manage ? (
            <div className={classes.bar}>
              <span />
              <Button onClick={() => go(NEW)}>{t.replies.add}</Button>
            </div>
          ) : null}
          {open === NEW && known.may_manage ? <ReplyForm reply={null} places={known.places} close={() => go(undefined)} /> : null}
          {known.replies.length === 0 ? <Empty title={t.replies.empty}>{t.replies.emptyLine}</Empty> : null}
          <ul className={blocks.plain}>
            {known.replies.map((reply) => (
              <li key={reply.id}>
                <Line reply={reply} may={known.may_manage} isOpen={open === reply.id} open={go} />
                {open === reply.id && known.may_manage ? (
                  <ReplyForm reply={reply} places={known.places} close={() => go(undefined)} />
                ) : null}
              </li>
            ))}
          </ul>
        </>
      )}
    </Loaded>
  );
}

interface LineProps {
  readonly reply: CannedReply;
  readonly may: boolean;
  readonly isOpen: boolean;
  readonly open: (id: string | undefined) => void;
}

function Line({ reply, may, isOpen, open }: LineProps) {
  return (
    <div className={classes.item}>
      <span>
        <span className={blocks.name}>{reply.title}</span> <code className="quiet">/{reply.shortcut}</code>
      </span>
      <span className={classes.line}>{reply.text}</span>
      {may ? (
        <Button
          size="compact-sm"
          variant="subtle"
          aria-expanded={isOpen}
          aria-label={`${t.change}: ${reply.title}`}
          onClick={() => open(isOpen ? undefined : reply.id)}
        >
          {t.change}
        </Button>
      ) : (
        <span />
      )}
    </div>
  );
}

interface FormProps {
  readonly reply: CannedReply | null;
  readonly places: readonly string[];
  readonly close: () => void;
}

function ReplyForm({ reply, places, close }: FormProps) {
  const client = useQueryClient();
  const confirm = useConfirm();
  const words = useRef<HTMLTextAreaElement>(null);
  const [id] = useState(() => reply?.id ?? freshId());
  const [given, setGiven] = useState({ title: reply?.title ?? "", shortcut: reply?.shortcut ?? "", text: reply?.text ?? "" });
  const params = { path: { reply: id } };
  const kept = (shown: Replies) => {
    client.setQueryData(KEY, shown);
    void client.invalidateQueries({ queryKey: ["canned"] });
    done(t.saved);
    close();
  };
  const save = useMutation({
    mutationFn: () => ask(api.PUT("/v1/canned-replies/{reply}", { params, body: given })),
    onSuccess: kept,
  });
  const remove = useMutation({
    mutationFn: () => ask(api.DELETE("/v1/canned-replies/{reply}", { params })),
    onError: refused,
    onSuccess: kept,
  });
  const place = (name: string) => {
    const at = words.current?.selectionStart ?? given.text.length;
    setGiven({ ...given, text: `${given.text.slice(0, at)}{${name}}${given.text.slice(at)}` });
    words.current?.focus();
  };
  const askFirst = async () => {
    if (await confirm({ title: `${t.remove}: ${given.title}`, text: t.replies.removeText, confirm: t.remove, danger: true })) {
      remove.mutate();
    }
  };
  return (
    <form
      className={blocks.section}
      aria-label={reply?.title ?? t.replies.add}
      onSubmit={(event) => {
        event.preventDefault();
        save.mutate();
      }}
    >
      <div className={classes.grid}>
        <TextInput
          label={t.replies.title}
          required
          withAsterisk={false}
          value={given.title}
          onChange={(event) => setGiven({ ...given, title: event.currentTarget.value })}
        />
        <TextInput
          label={t.replies.shortcut}
          description={t.replies.shortcutHint}
          required
          withAsterisk={false}
          value={given.shortcut}
          onChange={(event) => setGiven({ ...given, shortcut: event.currentTarget.value.replace(/^\//u, "") })}
        />
        <Textarea
          ref={words}
          className={classes.wide}
          label={t.replies.text}
          description={t.replies.textHint}
          required
          withAsterisk={false}
          autosize
          minRows={3}
          maxLength={1_000}
          value={given.text}
          onChange={(event) => setGiven({ ...given, text: event.currentTarget.value })}
        />
      </div>
      <div className={classes.fields} role="group" aria-label={t.replies.places}>
        {places.map((name) => (
          <Button key={name} size="compact-xs" variant="default" onClick={() => place(name)}>
            {name}
          </Button>
        ))}
      </div>
      <FormEnd save={save} cancel={close}>
        {reply === null ? null : (
          <Button variant="subtle" color="red" loading={remove.isPending} onClick={() => void askFirst()}>
            {t.remove}
          </Button>
        )}
      </FormEnd>
    </form>
  );
}
