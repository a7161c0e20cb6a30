import { useMediaQuery } from "@mantine/hooks";
import { useLocation } from "@tanstack/react-router";

import { Offers } from "@/features/inbox/Offers";

import classes from "./OfferTray.module.css";

interface Props {
  /** Which of the two shells it stands in; only the one that is shown has it. */
  readonly phone: boolean;
}

/** What is offered to me stays at hand on every page, in a place where it covers nothing; on the inbox it stands in the page itself. */
export function OfferTray({ phone }: Props) {
  const { pathname } = useLocation();
  const small = useMediaQuery("(width <= 48em)", false, { getInitialValueInEffect: false });
  return pathname === "/inbox" || small !== phone ? null : (
    <div className={classes.tray}>
      <Offers />
    </div>
  );
}
