import { Drawer } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { Ellipsis, Search } from "lucide-react";
import { useState } from "react";

import { useMe } from "@/api/session";
import { Mark } from "@/ui/Mark";

import { AccountMenu } from "./AccountMenu";
import { Count } from "./Count";
import { useEntries } from "./entries";
import { openPalette } from "./overlays";
import classes from "./Phone.module.css";
import { PresenceMenu } from "./PresenceMenu";
import { StandingBadge } from "./Standing";
import { t } from "./text";

const AT_HAND = 4;

/** The shell of a small screen: how things stand above, where to go below. */
export function PhoneHead() {
  const me = useMe();
  return (
    <header className={classes.head}>
      <Mark size={24} />
      <span className={classes.organisation}>{me.organisation_name}</span>
      <StandingBadge />
      <span className={classes.tools}>
        <PresenceMenu compact />
        <button type="button" className={classes.tool} aria-label={t.menu.palette} onClick={openPalette}>
          <Search size={18} aria-hidden />
        </button>
        <AccountMenu compact />
      </span>
    </header>
  );
}

export function PhoneBar() {
  const entries = useEntries();
  const [more, setMore] = useState(false);
  const rest = entries.slice(AT_HAND);
  return (
    <nav className={classes.bar} aria-label={t.nav.label}>
      {entries.slice(0, AT_HAND).map((entry) => (
        <Link key={entry.to} to={entry.to} className={classes.link}>
          <entry.icon size={20} strokeWidth={1.75} aria-hidden />
          <span>{entry.label}</span>
          <Count entry={entry} className={classes.count} />
        </Link>
      ))}
      {rest.length === 0 ? null : (
        <button type="button" className={classes.link} onClick={() => setMore(true)}>
          <Ellipsis size={20} aria-hidden />
          <span>{t.nav.more}</span>
        </button>
      )}
      <Drawer opened={more} onClose={() => setMore(false)} position="bottom" size="auto" title={t.nav.more}>
        {rest.map(({ to, label, icon: Icon }) => (
          <Link key={to} to={to} className={classes.row} onClick={() => setMore(false)}>
            <Icon size={18} strokeWidth={1.75} aria-hidden />
            <span>{label}</span>
          </Link>
        ))}
      </Drawer>
    </nav>
  );
}
