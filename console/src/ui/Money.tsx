import { money } from "@/text/format";

/** An amount as the API has it: `<Money of={case.asked.amount} />`. */
export function Money({ of }: { readonly of: { readonly amount: string; readonly currency: string } }) {
  return <span className="num">{money(of.amount, of.currency)}</span>;
}
