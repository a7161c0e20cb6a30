import { ActionIcon, Menu, Tooltip } from "@mantine/core";
import { Bell, BellRing, Check } from "lucide-react";

import { chime } from "@/ui/chime";
import { usePreference } from "@/ui/preferences";
import { done } from "@/ui/toast";

import { NOTIFY, SOUND } from "./alerting";
import { t } from "./text";

/** How I hear of an offer while I look elsewhere; on this device. */
export function Alerts() {
  const [sound, setSound] = usePreference(SOUND, true);
  const [notify, setNotify] = usePreference(NOTIFY, false);
  const askToNotify = async () => {
    if (notify) {
      setNotify(false);
    } else if ((await Notification.requestPermission()) === "granted") {
      setNotify(true);
    } else {
      done(t.denied);
    }
  };
  const tick = <Check size={15} aria-hidden />;
  return (
    <Menu width={260} closeOnItemClick={false}>
      <Menu.Target>
        <Tooltip label={t.alerts}>
          <ActionIcon variant="default" size={34} aria-label={t.alerts}>
            {notify ? <BellRing size={16} /> : <Bell size={16} />}
          </ActionIcon>
        </Tooltip>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item
          rightSection={sound ? tick : null}
          role="menuitemcheckbox"
          aria-checked={sound}
          onClick={() => {
            setSound(!sound);
            if (!sound) {
              chime();
            }
          }}
        >
          {t.sound}
        </Menu.Item>
        {"Notification" in window ? (
          <Menu.Item
            rightSection={notify ? tick : null}
            role="menuitemcheckbox"
            aria-checked={notify}
            onClick={() => void askToNotify()}
          >
            {t.notify}
          </Menu.Item>
        ) : null}
      </Menu.Dropdown>
    </Menu>
  );
}
