import { useLocation } from "@tanstack/react-router";

import { Offers } from "@/features/inbox/Offers";

import classes from "./OfferTray.module.css";

/** What is offered to me stays at hand on every page; on the inbox it stands in the page itself. */
export function OfferTray() {
  const { pathname } = useLocation();
  return pathname === "/inbox" ? null : (
    <div className={classes.tray}>
      <Offers />
    </div>
  );
}
