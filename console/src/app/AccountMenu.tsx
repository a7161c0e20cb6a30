import { Avatar, Menu, useMantineColorScheme } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { Check, Keyboard, LogOut, MonitorCog, Moon, Sun, UserRound } from "lucide-react";

import { useMe } from "@/api/session";
import { KeyCaps } from "@/ui/KeyCaps";

import classes from "./AccountMenu.module.css";
import { openSheet } from "./overlays";
import { useSignOut } from "./signOut";
import { doors, t } from "./text";

const SCHEMES = [
  { scheme: "light", icon: Sun },
  { scheme: "dark", icon: Moon },
  { scheme: "auto", icon: MonitorCog },
] as const;

/** Who is signed in, and what concerns only them. */
export function AccountMenu({ compact = false }: { readonly compact?: boolean }) {
  const { person } = useMe();
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  const signOut = useSignOut();
  return (
    <Menu position="top-start" width={220}>
      <Menu.Target>
        <button type="button" className={classes.button}>
          <Avatar name={person.name} color="spruce" size={26} radius="xl" aria-hidden />
          {compact ? (
            <span className="unseen">{person.name}</span>
          ) : (
            <span className={classes.who}>
              <span className={classes.name}>{person.name}</span>
              <span className={classes.role}>{person.roles.map((role) => doors.roles[role]).join(", ")}</span>
            </span>
          )}
        </button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item component={Link} to="/account" leftSection={<UserRound size={15} />}>
          {t.menu.account}
        </Menu.Item>
        <Menu.Item leftSection={<Keyboard size={15} />} rightSection={<KeyCaps keys="?" />} onClick={openSheet}>
          {t.menu.keyboard}
        </Menu.Item>
        <Menu.Divider />
        <Menu.Label>{t.menu.theme}</Menu.Label>
        {SCHEMES.map(({ scheme, icon: Icon }) => (
          <Menu.Item
            key={scheme}
            leftSection={<Icon size={15} />}
            rightSection={scheme === colorScheme ? <Check size={15} /> : null}
            onClick={() => setColorScheme(scheme)}
          >
            {t.menu[scheme]}
          </Menu.Item>
        ))}
        <Menu.Divider />
        <Menu.Item leftSection={<LogOut size={15} />} onClick={signOut}>
          {t.menu.signOut}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
