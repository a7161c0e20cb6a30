import { table } from "@/text/table";

export const t = table("inbox", {
  title: "Inbox",
  lead: "What waits for you, the most urgent first.",
  empty: "Nothing waits for you",
  emptyLine: "When a case is offered to you, or one of yours needs an answer, it stands here.",
  list: "Cases",
});
