import { Tabs } from "@mantine/core";
import { useNavigate, useSearch } from "@tanstack/react-router";

import { useMay } from "@/api/session";
import { Page } from "@/ui/Page";

import { FactSearch } from "./FactSearch";
import { Story } from "./Story";
import { Thresholds } from "./Thresholds";
import { t } from "./text";

type Part = "search" | "case" | "history";

/** The record: searched, told case by case, and how what decides came to be. */
export function AuditPage() {
  const search = useSearch({ from: "/shell/audit" });
  const navigate = useNavigate();
  const audits = useMay("audit");
  const parts: readonly Part[] = audits ? ["search", "case", "history"] : ["case", "history"];
  const [usual = "case"] = parts;
  const part = parts.find((each) => each === search.part) ?? (search.case === undefined ? usual : "case");
  return (
    <Page
      title={t.title}
      lead={t.lead}
      bar={
        <Tabs
          value={part}
          onChange={(chosen) => void navigate({ to: ".", search: (old) => ({ ...old, part: chosen ?? undefined }), replace: true })}
        >
          <Tabs.List aria-label={t.sections}>
            {parts.map((each) => (
              <Tabs.Tab key={each} value={each}>
                {t.tabs[each]}
              </Tabs.Tab>
            ))}
          </Tabs.List>
        </Tabs>
      }
    >
      {part === "search" ? <FactSearch /> : part === "case" ? <Story /> : <Thresholds />}
    </Page>
  );
}
