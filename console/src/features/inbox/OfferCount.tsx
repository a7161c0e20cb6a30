import { useCaseList } from "@/api/caseList";
import { useMe } from "@/api/session";

import { MINE, offerTo } from "./lists";

/** How many cases are offered to me; nothing for none. */
export function OfferCount() {
  const { person } = useMe();
  const { cases = [] } = useCaseList(MINE);
  const offers = cases.filter((item) => offerTo(person.id, item) !== undefined).length;
  return offers === 0 ? null : offers;
}
