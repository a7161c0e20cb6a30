import type { CaseFilter } from "@/api/caseList";
import type { CaseReply } from "@/api/contract";

/** What I own or am offered. */
export const MINE: CaseFilter = { involving: "me" };

/** What waits for a person, in one queue or in all that I may see. */
export function waitingIn(queue: string | undefined): CaseFilter {
  return queue === undefined ? { state: "queued,offered" } : { state: "queued,offered", queue };
}

/** My offer of a case, where it has one that stands. */
export function offerTo(person: string, item: CaseReply) {
  return item.state === "offered" ? item.offers.find((offer) => offer.person === person) : undefined;
}
