import type { TurnReply } from "@/api/contract";
import { moment } from "@/text/format";

import { Tag } from "./badges";
import { t } from "./text";

interface Props {
  readonly labels: TurnReply["labels"];
  readonly name: (person: string) => string;
}

/** What people said of a reply of the agent, and who; when, on hover. */
export function ReplyLabels({ labels, name }: Props) {
  return labels.map(({ label, by, at }) => (
    <span key={by} title={moment(at)}>
      <Tag tone={label === "harmful" ? "bad" : "warn"}>{t.labelledBy(t.labels[label], name(by))}</Tag>
    </span>
  ));
}
