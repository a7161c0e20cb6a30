import { useMantineColorScheme } from "@mantine/core";
import { useNavigate } from "@tanstack/react-router";

import { useSayPresence } from "@/api/presence";
import { useCommands } from "@/ui/commands";
import { useKeyboard } from "@/ui/keys";
import { t as ui } from "@/ui/text";

import { useEntries } from "./entries";
import { useOverlays } from "./overlays";
import { useSignOut } from "./signOut";
import { t } from "./text";

/** What can be done on every page. */
export function GlobalCommands() {
  const navigate = useNavigate();
  const entries = useEntries();
  const { openPalette, openSheet } = useOverlays();
  const say = useSayPresence();
  const { setColorScheme } = useMantineColorScheme();
  const signOut = useSignOut();
  useKeyboard();
  useCommands([
    ...entries.map(({ to, label, keys }) => ({
      id: `go ${to}`,
      label,
      keys,
      everywhere: true,
      run: () => void navigate({ to }),
    })),
    { id: "go account", label: t.menu.account, keys: "g m", everywhere: true, run: () => void navigate({ to: "/account" }) },
    { id: "palette", label: ui.openPalette, keys: "mod+k", keyOnly: true, everywhere: true, run: openPalette },
    { id: "sheet", label: ui.openSheet, keys: "?", everywhere: true, run: openSheet },
    ...(["online", "busy", "away", "offline"] as const).map((status) => ({
      id: `presence ${status}`,
      label: `${t.presence.label}: ${t.presence[status]}`,
      everywhere: true,
      run: () => say(status),
    })),
    ...(["light", "dark", "auto"] as const).map((scheme) => ({
      id: `scheme ${scheme}`,
      label: `${t.menu.theme}: ${t.menu[scheme]}`,
      everywhere: true,
      run: () => setColorScheme(scheme),
    })),
    { id: "sign out", label: t.menu.signOut, everywhere: true, run: signOut },
  ]);
  return null;
}
