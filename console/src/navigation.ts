import { Inbox, type LucideIcon } from "lucide-react";
import type { LinkProps } from "@tanstack/react-router";

import type { Right } from "@/api/session";
import { t } from "@/app/text";

export interface Entry {
  readonly to: NonNullable<LinkProps["to"]>;
  readonly label: string;
  readonly icon: LucideIcon;
  /** Shown to whoever has one of these rights; none: to everybody. */
  readonly rights: readonly Right[];
  /** Two keys in a row that lead there. */
  readonly keys: string;
}

/** In the order of the side bar; on a phone the first four, the others under “More”. */
export const NAVIGATION: readonly Entry[] = [
  { to: "/inbox", label: t.nav.inbox, icon: Inbox, rights: ["claim", "reply"], keys: "g i" },
];
