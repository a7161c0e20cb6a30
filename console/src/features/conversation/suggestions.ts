import { useQuery } from "@tanstack/react-query";

import type { CaseReply, ConversationReply } from "@/api/contract";

import { packetQuery, TURNS_PAGE, turnsQuery } from "./queries";
import { t } from "./text";

/** Words that one may begin with: the packet's draft, and what the agent wanted to say when the floor was taken. */
export function useSuggestions(conversation: ConversationReply, one: CaseReply | undefined) {
  const packet = useQuery({ ...packetQuery(one?.id ?? ""), enabled: one?.readable === true });
  const last = Math.max(0, Math.ceil(conversation.turns / TURNS_PAGE) - 1);
  const turns = useQuery({ ...turnsQuery(conversation.id, last), enabled: conversation.turns > 0 });
  const refused = [...(turns.data?.turns ?? [])].reverse().find((turn) => turn.status === "refused");
  return [
    ...(packet.data?.draft == null ? [] : [{ label: t.composer.useDraft, text: packet.data.draft }]),
    ...(refused?.text == null ? [] : [{ label: t.composer.useRefused, text: refused.text }]),
  ];
}
