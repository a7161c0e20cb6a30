import { Button, CopyButton, Modal } from "@mantine/core";

import blocks from "@/ui/blocks.module.css";
import classes from "./settings.module.css";
import { t } from "./text";

interface Props {
  readonly title: string;
  readonly text?: string;
  readonly secret: string | null;
  readonly close: () => void;
}

/** A link or key that is shown once. */
export function Once({ title, text, secret, close }: Props) {
  return (
    <Modal opened={secret !== null} onClose={close} title={title}>
      <p>
        {text} {t.onceText}
      </p>
      <code className={classes.secret}>{secret}</code>
      <div className={blocks.end}>
        <CopyButton value={secret ?? ""}>
          {({ copied, copy }) => <Button onClick={copy}>{copied ? t.copied : t.copy}</Button>}
        </CopyButton>
        <Button variant="default" onClick={close}>
          {t.close}
        </Button>
      </div>
    </Modal>
  );
}
