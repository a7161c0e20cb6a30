import type { CaseReply } from "@/api/contract";
import { FileChip } from "@/ui/FileChip";
import { t as ui } from "@/ui/text";

import { Facts, Part } from "./PacketParts";
import { t } from "./text";

interface Props {
  readonly of: CaseReply;
  readonly record: NonNullable<CaseReply["document"]>;
  readonly name: (id: string | null) => string;
}

/** The record of a decision, with the files that it rests on. */
export function Written({ of, record, name }: Props) {
  return (
    <Part title={t.parts.record}>
      <Facts
        rows={[
          [t.fields.decision, record.decision],
          [t.fields.ground, record.ground],
          [t.fields.authoriser, record.authoriser === null ? null : name(record.authoriser)],
          [t.fields.credential, record.credential],
          [t.fields.confirmed, record.verified ? ui.yes : null],
        ]}
      />
      {record.attachments.map((file) => (
        <FileChip key={file.id} conversation={of.conversation} file={file} />
      ))}
    </Part>
  );
}
