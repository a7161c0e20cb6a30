import { Tabs } from "@mantine/core";
import { useNavigate, useSearch } from "@tanstack/react-router";

import { Page } from "@/ui/Page";

import { Decides } from "./Decides";
import { Lessons } from "./Lessons";
import { Practice } from "./Practice";
import { t } from "./text";

const PARTS = ["decides", "lessons", "practice"] as const;

/** How the agent decides, in this organisation's own words; what it is taught; and practice. */
export function LearnPage() {
  const search = useSearch({ from: "/shell/learn" });
  const navigate = useNavigate();
  const part = PARTS.find((each) => each === search.part) ?? (search.exercise === undefined ? "decides" : "practice");
  return (
    <Page
      title={t.title}
      lead={t.lead}
      bar={
        <Tabs value={part} onChange={(chosen) => void navigate({ to: ".", search: { part: chosen ?? undefined }, replace: true })}>
          <Tabs.List aria-label={t.sections}>
            {PARTS.map((each) => (
              <Tabs.Tab key={each} value={each}>
                {t.parts[each]}
              </Tabs.Tab>
            ))}
          </Tabs.List>
        </Tabs>
      }
    >
      {part === "decides" ? <Decides /> : part === "lessons" ? <Lessons /> : <Practice />}
    </Page>
  );
}
