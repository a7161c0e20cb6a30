import { useState } from "react";

import { useCaseList } from "@/api/caseList";
import { useMe } from "@/api/session";
import { useCommands } from "@/ui/commands";
import { useNow } from "@/ui/time";

import { MINE, offerTo } from "./lists";
import { OfferCard } from "./OfferCard";
import classes from "./Offers.module.css";
import { t } from "./text";
import { useCaseVerbs } from "./verbs";

/** Everything that is offered to me now, the offer that ends first on top; `a` accepts it, `d` declines it. */
export function Offers() {
  const { person } = useMe();
  const { cases = [] } = useCaseList(MINE);
  const now = useNow();
  const { accept } = useCaseVerbs();
  const [declining, setDeclining] = useState<string | null>(null);
  const offers = cases
    .flatMap((item) => {
      const offer = offerTo(person.id, item);
      return offer === undefined || Date.parse(offer.expires_at) < now - 1_000 ? [] : [{ item, offer }];
    })
    .sort((a, b) => a.offer.expires_at.localeCompare(b.offer.expires_at));
  const first = offers[0]?.item.id;
  useCommands(
    first === undefined
      ? []
      : [
          { id: "accept offer", label: t.accept, keys: "a", run: () => accept.mutate(first) },
          { id: "decline offer", label: t.decline, keys: "d", run: () => setDeclining(first) },
        ],
  );
  if (first === undefined) {
    return null;
  }
  return (
    <section className={classes.offers} aria-label={t.offers}>
      {offers.map(({ item, offer }) => (
        <OfferCard
          key={offer.id}
          item={item}
          offer={offer}
          keyed={item.id === first}
          declining={declining === item.id}
          setDeclining={(open) => setDeclining(open ? item.id : null)}
        />
      ))}
    </section>
  );
}
