import { Button, Menu } from "@mantine/core";

import type { CaseReply, OfferReply } from "@/api/contract";
import { words } from "@/text/format";
import { customerOf } from "@/ui/customer";
import { Reasons, Sealed, Severity } from "@/ui/badges";
import { KeyCaps } from "@/ui/KeyCaps";
import { Ring } from "@/ui/Ring";
import { Since } from "@/ui/time";

import classes from "./OfferCard.module.css";
import { t } from "./text";
import { useCaseVerbs } from "./verbs";

interface Props {
  readonly item: CaseReply;
  readonly offer: OfferReply;
  /** Its verbs have the keys `a` and `d`; says so. */
  readonly keyed: boolean;
  readonly declining: boolean;
  readonly setDeclining: (open: boolean) => void;
}

/** Work that is put before me, for as long as the ring runs. */
export function OfferCard({ item, offer, keyed, declining, setDeclining }: Props) {
  const { accept, decline } = useCaseVerbs();
  const pending = accept.isPending || decline.isPending;
  return (
    <article className={classes.card} aria-label={t.notice}>
      <Ring from={offer.offered_at} until={offer.expires_at} />
      <div className={classes.text}>
        <span className={classes.name}>
          {item.readable ? customerOf(item) : t.sealedCase}
          <Severity severity={item.severity} />
          {item.sealed ? <Sealed /> : null}
        </span>
        <span className={classes.about}>
          {item.topic === null || !item.readable ? words(item.channel) : `${words(item.topic)} · ${words(item.channel)}`} · {t.waited}{" "}
          <Since at={item.requested_at} />
        </span>
        {item.readable ? <Reasons reasons={item.reasons} most={3} /> : null}
      </div>
      <div className={classes.verbs}>
        <Button
          loading={accept.isPending}
          disabled={pending}
          onClick={() => accept.mutate(item.id)}
          rightSection={keyed ? <KeyCaps keys="a" /> : null}
        >
          {t.accept}
        </Button>
        <Menu opened={declining} onChange={setDeclining} width={240}>
          <Menu.Target>
            <Button variant="default" disabled={pending} rightSection={keyed ? <KeyCaps keys="d" /> : null}>
              {t.decline}
            </Button>
          </Menu.Target>
          <Menu.Dropdown>
            {Object.entries(t.declineReasons).map(([reason, label]) => (
              <Menu.Item key={reason} onClick={() => decline.mutate({ id: item.id, reason })}>
                {label}
              </Menu.Item>
            ))}
          </Menu.Dropdown>
        </Menu>
      </div>
    </article>
  );
}
