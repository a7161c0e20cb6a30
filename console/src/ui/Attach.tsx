import { ActionIcon, FileButton, Tooltip } from "@mantine/core";
import { Paperclip, X } from "lucide-react";
import { useState } from "react";

import { sendFile } from "@/api/files";
import type { ChatFile } from "@/api/contract";
import { refused } from "@/ui/toast";

import classes from "./files.module.css";
import { t } from "./text";

export interface Attaching {
  readonly files: readonly ChatFile[];
  readonly sending: boolean;
  readonly add: (chosen: readonly File[]) => void;
  readonly remove: (id: string) => void;
  readonly clear: () => void;
}

/** Files for what is being written: sent when they are chosen, named when it is sent. */
export function useAttaching(conversation: string): Attaching {
  const [files, setFiles] = useState<readonly ChatFile[]>([]);
  const [sending, setSending] = useState(0);
  const send = async (file: File) => {
    setSending((before) => before + 1);
    try {
      const kept = await sendFile(conversation, file);
      setFiles((before) => [...before, kept]);
    } catch (error) {
      refused(error);
    } finally {
      setSending((before) => before - 1);
    }
  };
  return {
    files,
    sending: sending > 0,
    add: (chosen) => {
      for (const file of chosen) {
        void send(file);
      }
    },
    remove: (id) => setFiles((before) => before.filter((file) => file.id !== id)),
    clear: () => setFiles([]),
  };
}

/** The button that chooses files. */
export function AttachButton({ attaching }: { readonly attaching: Attaching }) {
  return (
    <FileButton multiple accept={ACCEPTED} onChange={attaching.add}>
      {(props) => (
        <Tooltip label={t.attach}>
          <ActionIcon {...props} variant="subtle" color="gray" size={30} loading={attaching.sending} aria-label={t.attach}>
            <Paperclip size={16} aria-hidden />
          </ActionIcon>
        </Tooltip>
      )}
    </FileButton>
  );
}

/** What a record rests on: how many files are still demanded, the button, and what is attached. */
export function EvidenceFiles({ attaching, demanded }: { readonly attaching: Attaching; readonly demanded: number }) {
  const lacking = demanded - attaching.files.length;
  return (
    <div role="group" aria-label={t.evidence}>
      <div className={classes.evidence}>
        <AttachButton attaching={attaching} />
        <span className={classes.hint}>{lacking > 0 ? t.evidenceNeeded(lacking) : demanded > 0 ? t.evidenceThere : t.evidenceOptional}</span>
      </div>
      <Attached attaching={attaching} />
    </div>
  );
}

/** For the dialogue of the browser only: the server looks at the bytes. */
const ACCEPTED = "image/png,image/jpeg,image/gif,image/webp,application/pdf,text/plain,.csv,.log,.md";

/** What goes along, to be taken back until it is sent. */
export function Attached({ attaching }: { readonly attaching: Attaching }) {
  if (attaching.files.length === 0) {
    return null;
  }
  return (
    <ul className={classes.attached} aria-label={t.attached}>
      {attaching.files.map((file) => (
        <li key={file.id} className={classes.waiting}>
          <span>{file.name}</span>
          <ActionIcon size="xs" variant="subtle" color="gray" aria-label={t.removeFile(file.name)} onClick={() => attaching.remove(file.id)}>
            <X size={12} aria-hidden />
          </ActionIcon>
        </li>
      ))}
    </ul>
  );
}
