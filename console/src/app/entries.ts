import { useMe } from "@/api/session";
import { entriesFor, type Entry } from "@/navigation";

/** The pages that this person may see, in their order. */
export function useEntries(): readonly Entry[] {
  return entriesFor(useMe().rights);
}
