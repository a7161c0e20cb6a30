import { Outlet } from "@tanstack/react-router";
import { Suspense } from "react";

import { LiveLink } from "@/api/live";
import { Loading } from "@/ui/states";

import { GlobalCommands } from "./GlobalCommands";
import { KeySheet } from "./KeySheet";
import { OfferTray } from "./OfferTray";
import { Palette } from "./Palette";
import { PhoneBar, PhoneHead } from "./Phone";
import { Presence } from "./Presence";
import classes from "./Shell.module.css";
import { SideBar } from "./SideBar";
import { Standing } from "./Standing";
import { t } from "./text";

/** What stands around every page: where one can go, how things stand, and whether one is there. */
export function Shell() {
  return (
    <LiveLink>
      <Presence />
      <GlobalCommands />
      <Palette />
      <KeySheet />
      <a className="unseen" href="#content">
        {t.nav.skip}
      </a>
      <div className={classes.shell}>
        <SideBar />
        <PhoneHead />
        <main id="content" className={classes.content} tabIndex={-1}>
          <Standing />
          <div className={classes.page}>
            <Suspense fallback={<Waiting />}>
              <Outlet />
            </Suspense>
          </div>
        </main>
        <OfferTray phone />
        <PhoneBar />
      </div>
    </LiveLink>
  );
}

function Waiting() {
  return (
    <div className={classes.waiting}>
      <Loading />
    </div>
  );
}
