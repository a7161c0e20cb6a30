import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useRef, useState } from "react";

import { api, ask } from "@/api/client";
import type { DraftReply } from "@/api/contract";
import { Problem } from "@/api/problem";

import { draftQuery } from "./queries";

const PAUSE_MS = 700;

export type Saving = "saved" | "saving" | "failed";

export interface Drafting {
  readonly text: string;
  readonly saving: Saving;
  /** What somebody else wrote meanwhile, until it is decided whose words stay. */
  readonly theirs: DraftReply | null;
  readonly write: (text: string) => void;
  readonly takeTheirs: () => void;
  readonly keepMine: () => void;
  /** It was sent: there is no draft any more. */
  readonly sent: () => void;
}

/** The reply in the making: kept on the server a moment after each pause, over the version that was read. */
export function useDraft(conversation: string, first: DraftReply): Drafting {
  const queries = useQueryClient();
  const [text, setText] = useState(first.text ?? "");
  const [saving, setSaving] = useState<Saving>("saved");
  const [theirs, setTheirs] = useState<DraftReply | null>(null);
  const version = useRef(first.version);
  const unsaved = useRef<string | null>(null);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const busy = useRef<Promise<void>>(Promise.resolve());

  const keep = async () => {
    const wanted = unsaved.current;
    if (wanted === null) {
      return;
    }
    unsaved.current = null;
    const path = { params: { path: { conversation } } };
    try {
      const kept =
        wanted.trim() === ""
          ? await ask(api.DELETE("/v1/conversations/{conversation}/draft", path))
          : await ask(
              api.PUT("/v1/conversations/{conversation}/draft", {
                ...path,
                body: { text: wanted, version: version.current },
              }),
            );
      version.current = kept.version;
      queries.setQueryData(draftQuery(conversation).queryKey, kept);
      setSaving("saved");
    } catch (error) {
      setSaving("failed");
      if (error instanceof Problem && error.reason === "draft_moved") {
        setTheirs(await ask(api.GET("/v1/conversations/{conversation}/draft", path)));
      }
    }
  };
  const save = () => {
    clearTimeout(timer.current);
    busy.current = busy.current.then(keep);
  };
  const write = (next: string) => {
    setText(next);
    unsaved.current = next;
    setSaving("saving");
    clearTimeout(timer.current);
    timer.current = setTimeout(save, PAUSE_MS);
  };
  useEffect(() => {
    const leaving = () => save();
    window.addEventListener("pagehide", leaving);
    return () => {
      window.removeEventListener("pagehide", leaving);
      save();
    };
    // eslint-disable-next-line react-hooks/exhaustive-deps -- when the page is left, what is unsaved is saved
  }, [conversation]);
  return {
    text,
    saving,
    theirs,
    write,
    takeTheirs: () => {
      version.current = theirs?.version ?? 0;
      setText(theirs?.text ?? "");
      setTheirs(null);
      setSaving("saved");
    },
    keepMine: () => {
      version.current = theirs?.version ?? 0;
      setTheirs(null);
      unsaved.current = text;
      save();
    },
    sent: () => {
      clearTimeout(timer.current);
      unsaved.current = null;
      version.current = 0;
      setText("");
      setSaving("saved");
      queries.setQueryData(draftQuery(conversation).queryKey, { text: null, version: 0, person: null, at: null });
    },
  };
}
