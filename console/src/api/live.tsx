import { useQueryClient } from "@tanstack/react-query";
import { createContext, use, useEffect, useEffectEvent, useMemo, useState, type ReactNode } from "react";

import type { FactHead } from "@/api/contract";
import { Hub, type Interest } from "@/api/hub";
import { Link, type LinkState } from "@/api/link";
import { keepOnlookers, type Onlookers } from "@/api/onlookers";
import { SharedLink } from "@/api/shared";
import { meQuery } from "@/api/session";

interface Live {
  readonly hub: Hub;
  readonly state: LinkState;
}

const LiveContext = createContext<Live | null>(null);

/** Holds the live link for as long as somebody is signed in. */
export function LiveLink({ children }: { readonly children: ReactNode }) {
  const queries = useQueryClient();
  const [state, setState] = useState<LinkState>("connecting");
  const hub = useMemo(() => new Hub(queries), [queries]);
  useEffect(() => {
    let heardAny = false;
    const ears = {
      heard: (head: FactHead) => {
        heardAny = true;
        hub.heard(head);
      },
      looked: (onlookers: Onlookers) => keepOnlookers(queries, onlookers),
      changed: (now: LinkState) => {
        setState(now);
        if (now === "live" && !heardAny) {
          hub.catchUp(Date.now()); // the stream begins now: what was read before it may be older
        }
      },
      ended: () => void queries.invalidateQueries({ queryKey: meQuery.queryKey }),
    };
    // Without https there are no locks by which tabs agree; then each has its own link.
    const link =
      "locks" in navigator ? new SharedLink(ears, { open, wait }) : new Link({ ...ears, open, wait });
    const wake = () => {
      if (document.visibilityState === "visible" && navigator.onLine) {
        link.check();
      }
    };
    const back = () => link.wake();
    document.addEventListener("visibilitychange", wake);
    window.addEventListener("online", back);
    void link.run();
    return () => {
      document.removeEventListener("visibilitychange", wake);
      window.removeEventListener("online", back);
      link.stop();
    };
  }, [hub, queries]);
  const live = useMemo(() => ({ hub, state }), [hub, state]);
  return <LiveContext value={live}>{children}</LiveContext>;
}

/** Whether what is shown is live; `lost`: it may be older than it looks. */
export function useLinkState(): LinkState {
  return useLiveContext().state;
}

/** Read this query again when one of these facts happens: `useLive({ key: caseQuery(id).queryKey, about: "case", id })`. */
export function useLive(...interests: readonly Interest[]): void {
  const { hub } = useLiveContext();
  const named = JSON.stringify(interests);
  useEffect(() => {
    const ends = (JSON.parse(named) as Interest[]).map((interest) => hub.interested(interest));
    return () => {
      for (const end of ends) {
        end();
      }
    };
  }, [hub, named]);
}

/** Every fact as it comes, for those who patch what they show, or make a sound. */
export function useFacts(heard: (head: FactHead) => void): void {
  const { hub } = useLiveContext();
  const newest = useEffectEvent(heard);
  useEffect(() => hub.listen((head) => newest(head)), [hub]);
}

/** Where facts are heard, for what follows them outside of components. */
export function useHub(): Hub {
  return useLiveContext().hub;
}

function useLiveContext(): Live {
  const live = use(LiveContext);
  if (live === null) {
    throw new Error("The live link is open within the shell only.");
  }
  return live;
}

function open(after: number | null, signal: AbortSignal): Promise<Response> {
  const headers: Record<string, string> = { accept: "text/event-stream" };
  if (after !== null) {
    headers["last-event-id"] = String(after);
  }
  return fetch("/v1/stream", { headers, signal, cache: "no-store" });
}

function wait(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, ms);
    signal.addEventListener("abort", () => {
      clearTimeout(timer);
      resolve();
    });
  });
}
