import { createRoute, createRouter, parseSearchWith, redirect, stringifySearchWith } from "@tanstack/react-router";

import { meQuery } from "@/api/session";
import { door, page, root, shell } from "@/app/frame";
import { queries } from "@/app/state";
import { firstPage } from "@/navigation";

// Within the shell: one line a page. What leads there is in navigation.ts.
const pages = [
  page("/inbox", () => import("@/features/inbox/InboxPage"), "InboxPage"),
  page("/conversations/$conversation", () => import("@/features/conversation/ConversationPage"), "ConversationPage"),
  page("/cases/$case", () => import("@/features/conversation/CasePage"), "CasePage"),
  page("/search", () => import("@/features/search/SearchPage"), "SearchPage"),
  page("/policy", () => import("@/features/policy/PolicyPage"), "PolicyStart"),
  page("/policy/$section", () => import("@/features/policy/PolicyPage"), "PolicyPage"),
  page("/settings", () => import("@/features/settings/SettingsPage"), "SettingsStart"),
  page("/settings/$section", () => import("@/features/settings/SettingsPage"), "SettingsPage"),
  page("/insights", () => import("@/features/insights/InsightsPage"), "InsightsPage"),
  page("/audit", () => import("@/features/audit/AuditPage"), "AuditPage"),
  page("/learn", () => import("@/features/learn/LearnPage"), "LearnPage"),
  page("/approvals", () => import("@/features/approvals/ApprovalsPage"), "ApprovalsPage"),
  page("/board", () => import("@/features/board/BoardPage"), "BoardPage"),
  page("/account", () => import("@/features/account/AccountPage"), "AccountPage"),
] as const;

const doors = [
  door("/sign-in", () => import("@/app/doors/SignIn"), "SignIn"),
  door("/set-up", () => import("@/app/doors/SetUp"), "SetUp"),
  door("/invitation", () => import("@/app/doors/ChoosePassword"), "AcceptInvitation"),
  door("/new-password", () => import("@/app/doors/ChoosePassword"), "ResetPassword"),
  door("/forgot", () => import("@/app/doors/ForgotPassword"), "ForgotPassword"),
] as const;

const start = createRoute({
  getParentRoute: () => shell,
  path: "/",
  beforeLoad: () => {
    throw redirect({ to: firstPage(queries.getQueryData(meQuery.queryKey)?.rights ?? []), replace: true });
  },
});

export const router = createRouter({
  routeTree: root.addChildren([shell.addChildren([start, ...pages]), ...doors]),
  defaultPreload: "intent",
  defaultPendingMs: 300,
  scrollRestoration: true,
  parseSearch: parseSearchWith((text) => text),
  stringifySearch: stringifySearchWith(String),
});

declare module "@tanstack/react-router" {
  interface Register {
    router: typeof router;
  }
}
