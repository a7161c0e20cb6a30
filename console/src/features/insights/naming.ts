import { useNameOf } from "@/api/names";
import { words } from "@/text/format";

import { t } from "./text";

const NAMED: ReadonlySet<string> = new Set(["agent", "person", "queue"]);

/** What a part of a dimension is called: people, agents and queues by their names, everything else by its words. */
export function usePartName(): (by: string, value: string) => string {
  const nameOf = useNameOf();
  return (by, value) => (value === "(none)" ? t.none : NAMED.has(by) ? nameOf(value) : words(value));
}
