import { Button, Group, Modal, Text } from "@mantine/core";
import { createContext, use, useCallback, useState, type ReactNode } from "react";

import { t } from "./text";

export interface Question {
  readonly title: string;
  /** What will happen, and whether it can be undone. */
  readonly text: ReactNode;
  /** The verb, such as “Stop everything”. */
  readonly confirm: string;
  readonly danger?: boolean;
}

type Ask = (question: Question) => Promise<boolean>;

const ConfirmContext = createContext<Ask | null>(null);

/** Asks before what cannot be undone: `if (await confirm({ title, text, confirm: "Delete", danger: true })) …`. */
export function useConfirm(): Ask {
  const ask = use(ConfirmContext);
  if (ask === null) {
    throw new Error("There is nobody to ask outside of <Confirming>.");
  }
  return ask;
}

export function Confirming({ children }: { readonly children: ReactNode }) {
  const [asked, setAsked] = useState<{ question: Question; answer: (yes: boolean) => void } | null>(null);
  const ask = useCallback<Ask>((question) => new Promise((answer) => setAsked({ question, answer })), []);
  const answer = (yes: boolean) => {
    asked?.answer(yes);
    setAsked(null);
  };
  return (
    <ConfirmContext value={ask}>
      {children}
      <Modal opened={asked !== null} onClose={() => answer(false)} title={asked?.question.title} size="sm">
        <Text size="md" mb="lg">
          {asked?.question.text}
        </Text>
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={() => answer(false)}>
            {t.cancel}
          </Button>
          <Button color={asked?.question.danger === true ? "red" : undefined} onClick={() => answer(true)} data-autofocus>
            {asked?.question.confirm ?? t.confirm}
          </Button>
        </Group>
      </Modal>
    </ConfirmContext>
  );
}
