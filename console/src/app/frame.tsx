import { createRootRoute, createRoute, lazyRouteComponent, Outlet, redirect } from "@tanstack/react-router";
import type { ComponentType } from "react";

import { meQuery } from "@/api/session";

import { Crashed, NotFound } from "./lost";
import { Shell } from "./Shell";
import { queries } from "./state";

/** What the address holds behind the `?`: plain texts, so that every link can be read and written by hand. */
export type Search = Readonly<Record<string, string | undefined>>;

export const root = createRootRoute({
  component: Outlet,
  notFoundComponent: NotFound,
  errorComponent: Crashed,
  validateSearch: (raw: Record<string, unknown>): Search =>
    Object.fromEntries(Object.entries(raw).filter((entry): entry is [string, string] => typeof entry[1] === "string")),
});

/** Everything that needs a session. */
export const shell = createRoute({
  getParentRoute: () => root,
  id: "shell",
  component: Shell,
  errorComponent: Crashed,
  beforeLoad: async ({ location }) => {
    const me = await queries.query({ ...meQuery, staleTime: "static" });
    if (me?.person == null) {
      const next = location.href === "/" ? undefined : location.href;
      throw redirect({ to: "/sign-in", search: { next } });
    }
  },
});

type Load<N extends string> = () => Promise<{ readonly [name in N]: ComponentType }>;

/** A page within the shell, fetched when somebody goes there: `page("/inbox", () => import("…/InboxPage"), "InboxPage")`. */
export function page<const P extends string, N extends string>(path: P, load: Load<N>, name: N) {
  return createRoute({ getParentRoute: () => shell, path, component: lazyRouteComponent(load, name as never) });
}

/** A page for whoever is not signed in. */
export function door<const P extends string, N extends string>(path: P, load: Load<N>, name: N) {
  return createRoute({ getParentRoute: () => root, path, component: lazyRouteComponent(load, name as never) });
}
