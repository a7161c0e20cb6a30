import { useMe } from "@/api/session";
import { NAVIGATION, type Entry } from "@/navigation";

/** The pages that this person may see, in their order. */
export function useEntries(): readonly Entry[] {
  const { rights } = useMe();
  return NAVIGATION.filter((entry) => entry.rights.length === 0 || entry.rights.some((right) => rights.includes(right)));
}
