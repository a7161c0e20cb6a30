import { Menu, Progress, Tooltip } from "@mantine/core";

import { useSayPresence, type Status } from "@/api/presence";
import { useMe } from "@/api/session";

import classes from "./PresenceMenu.module.css";
import { t } from "./text";

const STATUSES: readonly Status[] = ["online", "busy", "away", "offline"];

/** Whether I am there, and how much I carry. */
export function PresenceMenu({ compact = false }: { readonly compact?: boolean }) {
  const { person } = useMe();
  const say = useSayPresence();
  return (
    <Menu position="top-start" width={240}>
      <Menu.Target>
        <button type="button" className={classes.button}>
          <span className="unseen">{t.presence.label}: </span>
          <Dot status={person.status} />
          <span className={compact ? "unseen" : classes.status}>{t.presence[person.status]}</span>
          <Load compact={compact} />
        </button>
      </Menu.Target>
      <Menu.Dropdown>
        {STATUSES.map((status) => (
          <Menu.Item key={status} onClick={() => say(status)} leftSection={<Dot status={status} />}>
            <span className={classes.name}>{t.presence[status]}</span>
            <span className={classes.line}>{t.presence[`${status}Line`]}</span>
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}

function Load({ compact }: { readonly compact: boolean }) {
  const { person } = useMe();
  if (person.capacity === 0) {
    return null;
  }
  const share = Math.min(100, (100 * person.used) / person.capacity);
  return (
    <Tooltip label={t.presence.loadLong(person.used, person.capacity)}>
      <span className={classes.load}>
        <span className="num">{t.presence.load(person.used, person.capacity)}</span>
        {compact ? null : <Progress value={share} size={3} w={36} color={share >= 100 ? "orange" : "spruce"} aria-hidden />}
      </span>
    </Tooltip>
  );
}

function Dot({ status }: { readonly status: Status }) {
  return <span className={classes.dot} data-status={status} aria-hidden />;
}
