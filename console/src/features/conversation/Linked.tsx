import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";

import type { CaseReply } from "@/api/contract";
import { words } from "@/text/format";
import { Tag } from "@/ui/badges";
import { customerOf } from "@/ui/customer";

import classes from "./Packet.module.css";
import { Part } from "./PacketParts";
import { linkedQuery } from "./queries";
import { t } from "./text";

/** As many as are read at once; the API names two hundred at most. */
const SHOWN = 50;

/** The cases that share this one's cause, those linked last, as far as they are the viewer's to see. */
export function Linked({ of }: { readonly of: CaseReply }) {
  const named = of.linked.slice(-SHOWN);
  const others = useQuery(linkedQuery(named));
  if (of.link === null || others.data === undefined) {
    return null;
  }
  const earlier = of.linked.length - named.length;
  const unseen = named.length - others.data.cases.length;
  return (
    <Part title={t.parts.linked} aside={words(of.link)}>
      <ul className={classes.list}>
        {others.data.cases.map((one) => (
          <li key={one.id}>
            <Link to="/conversations/$conversation" params={{ conversation: one.conversation }} search={{ case: one.id }}>
              {customerOf(one)}
            </Link>{" "}
            <Tag>{words(one.state)}</Tag>
          </li>
        ))}
        {unseen === 0 ? null : <li className={classes.quiet}>{t.parts.unseen(unseen)}</li>}
        {earlier === 0 ? null : <li className={classes.quiet}>{t.parts.earlier(earlier)}</li>}
      </ul>
    </Part>
  );
}
