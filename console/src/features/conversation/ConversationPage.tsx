import { useQuery } from "@tanstack/react-query";
import { useParams } from "@tanstack/react-router";

import { Page } from "@/ui/Page";
import { Loaded } from "@/ui/states";
import { useLive } from "@/api/live";

import { Desk } from "./Desk";
import { casesQuery, conversationQuery } from "./queries";
import { t } from "./text";

/** One conversation: the whole talk, the packet beside it, and all that may be done with it. */
export function ConversationPage() {
  const { conversation: id } = useParams({ from: "/shell/conversations/$conversation" });
  const conversation = useQuery(conversationQuery(id));
  const cases = useQuery(casesQuery(id));
  useLive(
    { key: ["conversation", id], about: "conversation", id },
    { key: ["turns", id], about: "conversation", id },
    { key: ["notes", id], about: "conversation", id, facts: ["NoteWritten", "Whispered"] },
    { key: ["cases", "conversation", id], about: "case" },
    { key: ["cases", "conversation", id], about: "conversation", id },
    { key: ["conversation", id], about: "case" },
    { key: ["notes", id], about: "case", facts: ["CaseTransferred", "CaseReassigned", "CaseResolved", "CaseHandedBack"] },
  );
  if (conversation.data === undefined || cases.data === undefined) {
    return (
      <Page title={t.title}>
        <Loaded of={conversation}>{() => <Loaded of={cases}>{() => null}</Loaded>}</Loaded>
      </Page>
    );
  }
  return <Desk key={id} conversation={conversation.data} cases={cases.data.cases} />;
}
