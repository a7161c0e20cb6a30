import { Button, Select, Textarea, TextInput } from "@mantine/core";
import { useState } from "react";

import type { MessageReply } from "@/api/contract";
import { Tag } from "@/ui/badges";
import blocks from "@/ui/blocks.module.css";

import classes from "./policy.module.css";
import { t } from "./text";
import type { Working } from "./working";

/** What the customer hears, by occasion and language. */
export function Messages({ working }: { readonly working: Working }) {
  const form = working.written.form;
  if (form === null) {
    return null;
  }
  const known = new Set(form.messages.map((message) => message.code));
  return (
    <div className={blocks.column}>
      <p className="quiet">{t.messagesLine}</p>
      {form.messages.map((message) => (
        <Message key={message.code} message={message} working={working} />
      ))}
      {working.mayEdit ? (
        <NewMessage
          reasons={form.reasons.filter((choice) => !known.has(choice.value))}
          add={(code, words) => working.edit({ path: ["messages", code, "en"], set: words })}
        />
      ) : null}
    </div>
  );
}

function Message({ message, working }: { readonly message: MessageReply; readonly working: Working }) {
  return (
    <article className={classes.card} aria-label={message.title}>
      <div className={classes.head}>
        <h3 className={classes.title}>{message.title}</h3>
        <Tag>{message.code}</Tag>
      </div>
      {message.stated ? null : <p className={classes.text}>{t.builtInWords}</p>}
      <div className={classes.messages}>
        {Object.entries(message.texts).map(([language, words]) => (
          <Said
            key={`${language} ${words}`}
            label={languageName(language)}
            words={words}
            disabled={!working.mayEdit}
            change={(text) =>
              working.edit(
                text === ""
                  ? { path: [...message.path, language], remove: true }
                  : { path: [...message.path, language], set: text },
              )
            }
          />
        ))}
      </div>
      {working.mayEdit ? (
        <NewLanguage add={(language, words) => working.edit({ path: [...message.path, language], set: words })} />
      ) : null}
    </article>
  );
}

function languageName(code: string): string {
  try {
    return new Intl.DisplayNames(undefined, { type: "language" }).of(code) ?? code;
  } catch {
    return code;
  }
}

interface SaidProps {
  readonly label: string;
  readonly words: string;
  readonly disabled: boolean;
  readonly change: (text: string) => void;
}

function Said({ label, words, disabled, change }: SaidProps) {
  const [text, setText] = useState(words);
  return (
    <Textarea
      label={label}
      value={text}
      readOnly={disabled}
      onChange={(event) => setText(event.currentTarget.value)}
      onBlur={() => {
        if (text.trim() !== words) {
          change(text.trim());
        }
      }}
    />
  );
}

function NewLanguage({ add }: { readonly add: (language: string, words: string) => void }) {
  const [opened, setOpened] = useState(false);
  const [language, setLanguage] = useState("");
  const [words, setWords] = useState("");
  if (!opened) {
    return (
      <Button mt="xs" size="compact-xs" variant="subtle" onClick={() => setOpened(true)}>
        {t.languageAdd}
      </Button>
    );
  }
  return (
    <form
      className={classes.form}
      onSubmit={(event) => {
        event.preventDefault();
        add(language.trim().toLowerCase(), words.trim());
        setOpened(false);
        setLanguage("");
        setWords("");
      }}
    >
      <TextInput w={96} label={t.language} placeholder="it" value={language} onChange={(event) => setLanguage(event.currentTarget.value)} />
      <Textarea className={classes.grow} label={t.words} value={words} onChange={(event) => setWords(event.currentTarget.value)} />
      <Button type="submit" variant="default" disabled={language.trim() === "" || words.trim() === ""}>
        {t.add}
      </Button>
    </form>
  );
}

interface NewMessageProps {
  readonly reasons: readonly { readonly value: string; readonly label: string }[];
  readonly add: (code: string, words: string) => void;
}

function NewMessage({ reasons, add }: NewMessageProps) {
  const [code, setCode] = useState<string | null>(null);
  const [words, setWords] = useState("");
  return (
    <form
      className={classes.form}
      onSubmit={(event) => {
        event.preventDefault();
        if (code !== null) {
          add(code, words.trim());
          setCode(null);
          setWords("");
        }
      }}
    >
      <Select label={t.reason} searchable data={reasons.map((reason) => ({ ...reason }))} value={code} onChange={setCode} />
      <Textarea className={classes.grow} label={t.words} value={words} onChange={(event) => setWords(event.currentTarget.value)} />
      <Button type="submit" variant="default" disabled={code === null || words.trim() === ""}>
        {t.messagesAdd}
      </Button>
    </form>
  );
}
