import blocks from "@/ui/blocks.module.css";

import { FieldGrid } from "./FieldGrid";
import { t } from "./text";
import type { Working } from "./working";

/** What is the policy's as a whole. */
export function General({ working }: { readonly working: Working }) {
  return (
    <div className={blocks.column}>
      <p className="quiet">{t.generalLine}</p>
      <div className={blocks.section}>
        <FieldGrid of={working.written.form?.general ?? []} working={working} />
      </div>
    </div>
  );
}
