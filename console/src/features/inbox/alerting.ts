import { useNavigate } from "@tanstack/react-router";

import { useFacts } from "@/api/live";
import { useMe } from "@/api/session";
import { chime } from "@/ui/chime";
import { preference } from "@/ui/preferences";

import { t } from "./text";

export const SOUND = "sound";
export const NOTIFY = "notify";

/** Sounds, and notifies by the browser while nobody looks at the page, when a case is offered to me. No words of a customer. */
export function useOfferAlerts(): void {
  const { person } = useMe();
  const navigate = useNavigate();
  useFacts((head) => {
    if (head.fact !== "CaseOffered" || !isOffered(head.data.offers, person.id)) {
      return;
    }
    if (Date.now() - Date.parse(head.at) > 60_000) {
      return; // replayed after sleep: it has run out
    }
    if (preference(SOUND, true)) {
      chime();
    }
    if (preference(NOTIFY, false) && document.visibilityState !== "visible" && Notification.permission === "granted") {
      const notice = new Notification(t.notice, { tag: head.subject.id, icon: "/mark.svg" });
      notice.onclick = () => {
        window.focus();
        void navigate({ to: "/inbox" });
      };
    }
  });
}

function isOffered(offers: unknown, person: string): boolean {
  return (
    Array.isArray(offers) &&
    offers.some((offer: unknown) => typeof offer === "object" && offer !== null && "person" in offer && offer.person === person)
  );
}
