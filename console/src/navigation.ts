import { BadgeCheck, ChartNoAxesCombined, GraduationCap, Inbox, Radar, Scale, ScrollText, Search, Settings, type LucideIcon } from "lucide-react";
import type { LinkProps } from "@tanstack/react-router";
import type { ComponentType } from "react";

import type { Right } from "@/api/session";
import { t } from "@/app/text";
import { OfferCount } from "@/features/inbox/OfferCount";

export interface Entry {
  readonly to: NonNullable<LinkProps["to"]>;
  readonly label: string;
  readonly icon: LucideIcon;
  /** Shown to whoever has one of these rights; none: to everybody. */
  readonly rights: readonly Right[];
  /** A number beside the label, where something waits. */
  readonly count?: ComponentType;
  /** Two keys in a row that lead there. */
  readonly keys: string;
}

/** In the order of the side bar; on a phone the first four, the others under “More”. */
export const NAVIGATION: readonly Entry[] = [
  { to: "/inbox", label: t.nav.inbox, icon: Inbox, rights: ["claim", "reply"], keys: "g i", count: OfferCount },
  { to: "/approvals", label: t.nav.approvals, icon: BadgeCheck, rights: ["decide", "audit"], keys: "g a" },
  { to: "/board", label: t.nav.board, icon: Radar, rights: ["monitor", "read_conversations"], keys: "g b" },
  { to: "/search", label: t.nav.search, icon: Search, rights: [], keys: "g s" },
  { to: "/policy", label: t.nav.policy, icon: Scale, rights: [], keys: "g p" },
  { to: "/insights", label: t.nav.insights, icon: ChartNoAxesCombined, rights: ["measure"], keys: "g n" },
  { to: "/audit", label: t.nav.audit, icon: ScrollText, rights: ["audit", "measure"], keys: "g u" },
  { to: "/learn", label: t.nav.learn, icon: GraduationCap, rights: [], keys: "g l" },
  {
    to: "/settings",
    label: t.nav.settings,
    icon: Settings,
    rights: ["manage_people", "manage_queues", "manage_agents", "manage_keys"],
    keys: "g e",
  },
];

/** The entries that somebody with these rights sees. */
export function entriesFor(rights: readonly Right[]): readonly Entry[] {
  return NAVIGATION.filter((entry) => entry.rights.length === 0 || entry.rights.some((right) => rights.includes(right)));
}

/** Where somebody with these rights begins: their first page. */
export function firstPage(rights: readonly Right[]): Entry["to"] {
  return entriesFor(rights)[0]?.to ?? "/account";
}
