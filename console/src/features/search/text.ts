import { table } from "@/text/table";

export const t = table("search", {
  title: "Search",
  lead: "What was said, an id, a reason, or a customer’s name.",
  placeholder: "Words, an id, a name",
  field: "What to look for",
  reason: "Reason",
  anyReason: "Any reason",
  open: "Open or ended",
  states: { any: "Open and ended", true: "Open", false: "Ended" },
  what: "What to search",
  conversations: "Conversations",
  customers: "Customers",
  more: "Show more",
  none: "Nothing was found",
  noneLine: "Try fewer words, or another spelling. What you may not read is not found.",
  start: "Write what you look for",
  startLine: "All words must be there; each also finds what begins with it.",
  turn: (number: number) => `turn ${number}`,
  turns: (n: number) => `${n} turns`,
  noTalk: "No conversation yet",
  openTalk: "Latest conversation",
});
