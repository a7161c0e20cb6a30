import { ActionIcon, Button, Menu } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Ellipsis } from "lucide-react";
import { useState } from "react";

import { useCommands } from "@/ui/commands";
import { KeyCaps } from "@/ui/KeyCaps";
import { done, refused } from "@/ui/toast";

import type { Verb } from "./asking";
import { t } from "./text";
import { VerbForm } from "./VerbForm";

/** Shown as buttons, in this order, where they are allowed; the others stand in the menu. */
const FIRST = ["accept", "decline", "claim", "end_wrap_up", "resolve", "hand_back", "take_over", "open_seal"];
const MOST_BUTTONS = 2;

/** What may be done with this case and conversation now: two buttons, a menu, and a key for each. */
export function Verbs({ verbs, conversation }: { readonly verbs: readonly Verb[]; readonly conversation: string }) {
  const queries = useQueryClient();
  const [asked, setAsked] = useState<Verb | null>(null);
  const finished = (verb: Verb) => {
    setAsked(null);
    done(`${verb.label}: ${t.dones.default.toLowerCase()}`);
    for (const key of [["conversation", conversation], ["turns", conversation], ["notes", conversation], ["cases"], ["packet"]]) {
      void queries.invalidateQueries({ queryKey: key });
    }
  };
  const now = useMutation({ mutationFn: (verb: Verb) => verb.send({}), onError: refused, onSuccess: (_, verb) => finished(verb) });
  const run = (verb: Verb) => (verb.fields.length === 0 ? now.mutate(verb) : setAsked(verb));
  useCommands(
    verbs.map((verb) => ({
      id: `conversation ${verb.id}`,
      label: verb.label,
      ...(verb.keys === undefined ? {} : { keys: verb.keys }),
      run: () => run(verb),
    })),
  );
  const shown = FIRST.flatMap((id) => verbs.find((verb) => verb.id === id) ?? []).slice(0, MOST_BUTTONS);
  const rest = verbs.filter((verb) => !shown.includes(verb));
  return (
    <>
      {shown.map((verb, index) => (
        <Button
          key={verb.id}
          size="xs"
          variant={index === 0 ? "filled" : "default"}
          loading={now.isPending && now.variables.id === verb.id}
          onClick={() => run(verb)}
        >
          {verb.label}
        </Button>
      ))}
      {rest.length === 0 ? null : (
        <Menu position="bottom-end" withinPortal>
          <Menu.Target>
            <ActionIcon variant="default" size={30} aria-label={t.moreOf}>
              <Ellipsis size={16} aria-hidden />
            </ActionIcon>
          </Menu.Target>
          <Menu.Dropdown mah="70vh" style={{ overflowY: "auto" }}>
            {rest.map((verb) => (
              <Menu.Item
                key={verb.id}
                {...(verb.danger === true ? { color: "red" } : {})}
                rightSection={verb.keys === undefined ? null : <KeyCaps keys={verb.keys} />}
                onClick={() => run(verb)}
              >
                {verb.label}
              </Menu.Item>
            ))}
          </Menu.Dropdown>
        </Menu>
      )}
      {asked === null ? null : <VerbForm key={asked.id} conversation={conversation} verb={asked} close={() => setAsked(null)} done={finished} />}
    </>
  );
}
