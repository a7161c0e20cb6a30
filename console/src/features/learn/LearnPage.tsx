import { Tabs } from "@mantine/core";
import { useNavigate, useSearch } from "@tanstack/react-router";

import { useMay } from "@/api/session";
import { Page } from "@/ui/Page";

import { Decides } from "./Decides";
import { Lessons } from "./Lessons";
import { Practice } from "./Practice";
import { Sample } from "./Sample";
import { t } from "./text";

const PARTS = ["decides", "lessons", "sample", "practice"] as const;
const SEE_ALL = ["read_conversations", "monitor", "audit"] as const;

/** How the agent decides, in this organisation's own words; what it is taught; and practice. */
export function LearnPage() {
  const search = useSearch({ from: "/shell/learn" });
  const navigate = useNavigate();
  const seesAll = useMay(...SEE_ALL);
  const parts = PARTS.filter((each) => each !== "sample" || seesAll);
  const part = parts.find((each) => each === search.part) ?? (search.exercise === undefined ? "decides" : "practice");
  return (
    <Page
      title={t.title}
      lead={t.lead}
      bar={
        <Tabs value={part} onChange={(chosen) => void navigate({ to: ".", search: { part: chosen ?? undefined }, replace: true })}>
          <Tabs.List aria-label={t.sections}>
            {parts.map((each) => (
              <Tabs.Tab key={each} value={each}>
                {t.parts[each]}
              </Tabs.Tab>
            ))}
          </Tabs.List>
        </Tabs>
      }
    >
      <Part part={part} />
    </Page>
  );
}

function Part({ part }: { readonly part: (typeof PARTS)[number] }) {
  switch (part) {
    case "decides":
      return <Decides />;
    case "lessons":
      return <Lessons />;
    case "sample":
      return <Sample />;
    case "practice":
      return <Practice />;
  }
}
