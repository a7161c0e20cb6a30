import { Tabs } from "@mantine/core";
import { useNavigate, useSearch } from "@tanstack/react-router";

import { useMay } from "@/api/session";
import { Page } from "@/ui/Page";

import { Decides } from "./Decides";
import { Drift } from "./Drift";
import { Lessons } from "./Lessons";
import { Practice } from "./Practice";
import { Sample } from "./Sample";
import { t } from "./text";
import { Versions } from "./Versions";

const PARTS = ["decides", "lessons", "sample", "versions", "drift", "practice"] as const;
const SEE_VERSIONS = ["adopt", "measure", "audit"] as const;
const SEE_DRIFT = ["measure", "audit", "publish_policy"] as const;
const SEE_ALL = ["read_conversations", "monitor", "audit"] as const;

/** How the agent decides, in this organisation's own words; what it is taught; and practice. */
export function LearnPage() {
  const search = useSearch({ from: "/shell/learn" });
  const navigate = useNavigate();
  const seesAll = useMay(...SEE_ALL);
  const seesVersions = useMay(...SEE_VERSIONS);
  const seesDrift = useMay(...SEE_DRIFT);
  const shown = { decides: true, lessons: true, sample: seesAll, versions: seesVersions, drift: seesDrift, practice: true };
  const parts = PARTS.filter((each) => shown[each]);
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
    case "versions":
      return <Versions />;
    case "drift":
      return <Drift />;
    case "practice":
      return <Practice />;
  }
}
