import { Link, Navigate, useParams } from "@tanstack/react-router";
import type { ReactNode } from "react";

import { useMay, type Right } from "@/api/session";
import blocks from "@/ui/blocks.module.css";
import { Page } from "@/ui/Page";
import { Sections } from "@/ui/Sections";

import { Agents } from "./Agents";
import { CannedReplies } from "./CannedReplies";
import { Importing } from "./Importing";
import { Keys } from "./Keys";
import { Organisation } from "./Organisation";
import { People } from "./People";
import { Queues } from "./Queues";
import { Roles } from "./Roles";
import { SecondOpinion } from "./SecondOpinion";
import { Skills } from "./Skills";
import { Targets } from "./Targets";
import { Teams } from "./Teams";
import { t } from "./text";
import { Widgets } from "./Widgets";

const SECTIONS = [
  "people",
  "roles",
  "teams",
  "queues",
  "skills",
  "agents",
  "opinion",
  "widgets",
  "keys",
  "replies",
  "targets",
  "organisation",
  "import",
] as const;

type Section = (typeof SECTIONS)[number];

/** What changes a section; whoever has none of these rights may look. */
const RIGHTS: Readonly<Record<Section, readonly Right[]>> = {
  people: ["manage_people"],
  roles: [],
  teams: ["manage_queues"],
  queues: ["manage_queues"],
  skills: ["manage_queues"],
  agents: ["manage_agents"],
  opinion: ["manage_agents"],
  widgets: ["manage_agents"],
  keys: ["manage_keys"],
  replies: ["manage_replies"],
  targets: ["manage_queues"],
  organisation: ["manage_queues"],
  import: ["manage_people", "manage_queues", "manage_customers"],
};

/** `/settings` alone is its people. */
export function SettingsStart() {
  return <Navigate to="/settings/$section" params={{ section: "people" }} replace />;
}

/** How the organisation is set up, part by part. */
export function SettingsPage() {
  const { section: named } = useParams({ from: "/shell/settings/$section" });
  const section = SECTIONS.find((each) => each === named) ?? "people";
  const may = useMay(...RIGHTS[section]);
  return (
    <Page
      title={t.title}
      lead={t.leads[section]}
      bar={
        <Sections label={t.sectionsLabel} here={section}>
          {SECTIONS.map((each) => (
            <Link key={each} to="/settings/$section" params={{ section: each }} activeOptions={{ includeSearch: false }}>
              {t.sections[each]}
            </Link>
          ))}
        </Sections>
      }
    >
      <div className={blocks.column}>{shown(section, may)}</div>
    </Page>
  );
}

function shown(section: Section, may: boolean): ReactNode {
  switch (section) {
    case "people":
      return <People may={may} />;
    case "roles":
      return <Roles />;
    case "teams":
      return <Teams may={may} />;
    case "queues":
      return <Queues may={may} />;
    case "skills":
      return <Skills may={may} />;
    case "agents":
      return <Agents may={may} />;
    case "opinion":
      return <SecondOpinion may={may} />;
    case "widgets":
      return <Widgets may={may} />;
    case "keys":
      return <Keys may={may} />;
    case "replies":
      return <CannedReplies />;
    case "targets":
      return <Targets may={may} />;
    case "organisation":
      return <Organisation may={may} />;
    case "import":
      return <Importing may={may} />;
  }
}
