import { Link } from "@tanstack/react-router";
import { Search } from "lucide-react";

import { useMe } from "@/api/session";
import { KeyCaps } from "@/ui/KeyCaps";
import { Mark } from "@/ui/Mark";

import { AccountMenu } from "./AccountMenu";
import { Count } from "./Count";
import { OfferTray } from "./OfferTray";
import { useOverlays } from "./overlays";
import { PresenceMenu } from "./PresenceMenu";
import classes from "./SideBar.module.css";
import { useEntries } from "./entries";
import { StandingBadge } from "./Standing";
import { t } from "./text";

/** The pages that this person may see, and below them the person. */
export function SideBar() {
  const me = useMe();
  const entries = useEntries();
  const { openPalette } = useOverlays();
  return (
    <aside className={classes.bar}>
      <div className={classes.head}>
        <Mark />
        <div className={classes.names}>
          <span className={classes.product}>{t.name}</span>
          <span className={classes.organisation} title={me.organisation_name}>
            {me.organisation_name}
          </span>
        </div>
      </div>
      <div className={classes.standing}>
        <StandingBadge />
      </div>
      <button type="button" className={classes.search} onClick={openPalette}>
        <Search size={15} aria-hidden />
        <span>{t.menu.palette}</span>
        <KeyCaps keys="mod+k" />
      </button>
      <nav className={classes.nav} aria-label={t.nav.label}>
        {entries.map((entry) => (
          <Link key={entry.to} to={entry.to} className={classes.link}>
            <entry.icon size={17} strokeWidth={1.75} aria-hidden />
            <span>{entry.label}</span>
            <Count entry={entry} className={classes.count} />
          </Link>
        ))}
      </nav>
      <OfferTray phone={false} />
      <div className={classes.foot}>
        <PresenceMenu />
        <AccountMenu />
      </div>
    </aside>
  );
}
