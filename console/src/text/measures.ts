import { table } from "./table";

const names = table("measures", {
  conversations: "Conversations",
  escalations: "Hand-overs",
  escalation_rate: "Escalation rate",
  precision: "Precision",
  recall: "Recall",
  lateness: "Lateness",
  time_to_human_median: "Time to a person",
  time_to_human_p90: "Time to a person (90 %)",
  handle_time_median: "Handle time",
  resolution_time_median: "Time to resolution",
  resolution_rate: "Resolution",
  first_contact_resolution: "First-contact resolution",
  durable_resolution: "Durable resolution",
  autonomous_share: "Autonomous share",
  containment: "Containment",
  re_asked: "Asked again",
  bounce: "Bounced",
  approval_latency_median: "Approval time",
  approval_latency_p90: "Approval time (90 %)",
  override_rate: "Overridden",
  csat: "CSAT",
  csat_escalated: "CSAT, handed over",
  csat_not_escalated: "CSAT, not handed over",
  nps: "NPS",
  nps_escalated: "NPS, handed over",
  nps_not_escalated: "NPS, not handed over",
  contacted_again: "Contacted again",
  faulted_replies: "Faulted replies",
  sentiment: "Sentiment",
  confidence: "Confidence",
});

/** A measure's name for people. */
export const measureName = (measure: string): string =>
  measure in names ? names[measure as keyof typeof names] : measure;
