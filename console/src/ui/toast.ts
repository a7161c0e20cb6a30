import { notifications } from "@mantine/notifications";

import { Problem } from "@/api/problem";

import { t } from "./text";

/** Something was done, in a few words: `done("Case claimed")`. */
export function done(message: string): void {
  notifications.show({ message, color: "spruce", autoClose: 3_000, withBorder: true, closeButtonProps: { "aria-label": t.close } });
}

/** A verb was refused: what is wrong, and the fix. Give it to a mutation as `onError: refused`. */
export function refused(error: unknown): void {
  const problem = error instanceof Problem ? error : null;
  notifications.show({
    title: problem?.message ?? t.failed,
    message: problem?.fix ?? "",
    color: "red",
    autoClose: 8_000,
    withBorder: true,
    closeButtonProps: { "aria-label": t.close },
  });
}
