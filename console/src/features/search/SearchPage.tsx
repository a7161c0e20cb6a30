import { Button, SegmentedControl, Select, TextInput } from "@mantine/core";
import { useDebouncedCallback } from "@mantine/hooks";
import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { SearchIcon, SearchX } from "lucide-react";
import { useState, type ReactNode } from "react";

import { api, ask } from "@/api/client";
import type { ConversationHit, CustomerHit } from "@/api/contract";
import { words } from "@/text/format";
import { customerOf } from "@/ui/customer";
import { Sealed, Tag } from "@/ui/badges";
import { Evidence } from "@/ui/Evidence";
import { KeyList } from "@/ui/KeyList";
import { Page } from "@/ui/Page";
import { Empty, Loaded } from "@/ui/states";
import { Ago } from "@/ui/time";

import classes from "./SearchPage.module.css";
import { t } from "./text";

const PAGE = 30;

/** Conversations and customers by what was said, by id, by reason. */
export function SearchPage() {
  const search = useSearch({ from: "/shell/search" });
  const navigate = useNavigate();
  const set = (more: Record<string, string | undefined>) => void navigate({ to: ".", search: (old) => ({ ...old, ...more }), replace: true });
  const [typed, setTyped] = useState(search.q ?? "");
  const later = useDebouncedCallback((q: string) => set({ q: q.trim() || undefined }), 250);
  const customers = search.in === "customers";
  const asks = (search.q ?? "") !== "" || (!customers && search.reason !== undefined);
  return (
    <Page
      wide
      title={t.title}
      lead={t.lead}
      bar={
        <>
          <TextInput
            className={classes.field}
            aria-label={t.field}
            placeholder={t.placeholder}
            leftSection={<SearchIcon size={15} aria-hidden />}
            value={typed}
            maxLength={200}
            data-autofocus
            autoFocus
            onChange={(event) => {
              setTyped(event.currentTarget.value);
              later(event.currentTarget.value);
            }}
          />
          <SegmentedControl
            aria-label={t.what}
            value={customers ? "customers" : "conversations"}
            onChange={(value) => set({ in: value === "customers" ? value : undefined })}
            data={[
              { value: "conversations", label: t.conversations },
              { value: "customers", label: t.customers },
            ]}
          />
          {customers ? null : (
            <>
              <Reason value={search.reason} set={(reason) => set({ reason })} />
              <Select
                w={160}
                aria-label={t.open}
                value={search.open ?? "any"}
                allowDeselect={false}
                onChange={(open) => set({ open: open === "any" || open === null ? undefined : open })}
                data={Object.entries(t.states).map(([value, label]) => ({ value, label }))}
              />
            </>
          )}
        </>
      }
    >
      {!asks ? (
        <Empty icon={SearchIcon} title={t.start}>
          {t.startLine}
        </Empty>
      ) : customers ? (
        <Customers q={search.q ?? ""} />
      ) : (
        <Conversations q={search.q ?? ""} reason={search.reason} open={search.open} />
      )}
    </Page>
  );
}

function Reason({ value, set }: { readonly value: string | undefined; readonly set: (reason: string | undefined) => void }) {
  const measures = useQuery({ queryKey: ["reasons"], queryFn: () => ask(api.GET("/v1/cases", { params: { query: { limit: 200 } } })), staleTime: 300_000 });
  const known = new Set([...(measures.data?.cases ?? []).flatMap((one) => one.reasons.map((reason) => reason.code)), ...(value === undefined ? [] : [value])]);
  return (
    <Select
      w={200}
      aria-label={t.reason}
      placeholder={t.anyReason}
      clearable
      searchable
      value={value ?? null}
      onChange={(code) => set(code ?? undefined)}
      data={[...known].sort().map((code) => ({ value: code, label: words(code) }))}
    />
  );
}

interface Asked {
  readonly q: string;
  readonly reason: string | undefined;
  readonly open: string | undefined;
}

function Conversations({ q, reason, open }: Asked) {
  const navigate = useNavigate();
  const found = useInfiniteQuery({
    queryKey: ["search", "conversations", q, reason, open],
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam }) =>
      ask(
        api.GET("/v1/search/conversations", {
          params: {
            query: {
              limit: PAGE,
              ...(q === "" ? {} : { q }),
              ...(reason === undefined ? {} : { reason }),
              ...(open === undefined ? {} : { open: open === "true" }),
              ...(pageParam === undefined ? {} : { cursor: pageParam }),
            },
          },
        }),
      ),
    getNextPageParam: (page) => page.next ?? undefined,
  });
  return (
    <Loaded of={found}>
      {({ pages }) => {
        const hits = pages.flatMap((page) => page.hits);
        return (
          <Hits empty={hits.length === 0} more={found.hasNextPage} loading={found.isFetchingNextPage} next={() => void found.fetchNextPage()}>
            <KeyList
              label={t.conversations}
              items={hits}
              keyOf={(hit) => hit.conversation}
              rowHeight={84}
              end={() => found.hasNextPage && !found.isFetchingNextPage && void found.fetchNextPage()}
              open={(hit) =>
                void navigate({
                  to: "/conversations/$conversation",
                  params: { conversation: hit.conversation },
                  search: hit.excerpt === null ? {} : { turn: String(hit.excerpt.turn) },
                })
              }
            >
              {(hit) => <Hit hit={hit} />}
            </KeyList>
          </Hits>
        );
      }}
    </Loaded>
  );
}

function Hit({ hit }: { readonly hit: ConversationHit }) {
  return (
    <div className={classes.hit}>
      <div className={classes.line}>
        <strong>{customerOf(hit)}</strong>
        {hit.sealed ? <Sealed /> : null}
        {hit.case_state === null ? null : <Tag>{words(hit.case_state)}</Tag>}
        {hit.reasons.slice(0, 3).map((code) => (
          <Tag key={code}>{words(code)}</Tag>
        ))}
        <span className={classes.when}>
          <Ago at={hit.active_at} />
        </span>
      </div>
      <div className={classes.excerpt}>
        {hit.excerpt === null ? (
          <span className={classes.quiet}>
            {hit.conversation} · {t.turns(hit.turns)}
          </span>
        ) : (
          <>
            <Evidence text={hit.excerpt.text} spans={hit.excerpt.spans} />{" "}
            <span className={classes.quiet}>
              {words(hit.excerpt.author)}, {t.turn(hit.excerpt.turn)}
            </span>
          </>
        )}
      </div>
    </div>
  );
}

function Customers({ q }: { readonly q: string }) {
  const navigate = useNavigate();
  const found = useInfiniteQuery({
    queryKey: ["search", "customers", q],
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam }) =>
      ask(
        api.GET("/v1/search/customers", {
          params: { query: { q, limit: PAGE, ...(pageParam === undefined ? {} : { cursor: pageParam }) } },
        }),
      ),
    getNextPageParam: (page) => page.next ?? undefined,
  });
  const open = (hit: CustomerHit) =>
    hit.last_conversation === null ? undefined : void navigate({ to: "/conversations/$conversation", params: { conversation: hit.last_conversation } });
  return (
    <Loaded of={found}>
      {({ pages }) => {
        const hits = pages.flatMap((page) => page.hits);
        return (
          <Hits empty={hits.length === 0} more={found.hasNextPage} loading={found.isFetchingNextPage} next={() => void found.fetchNextPage()}>
            <KeyList label={t.customers} items={hits} keyOf={(hit) => hit.customer} open={open} rowHeight={64}>
              {(hit) => (
                <div className={classes.hit}>
                  <div className={classes.line}>
                    <strong>{hit.name ?? hit.customer}</strong>
                    {hit.tier === null ? null : <Tag tone="accent">{words(hit.tier)}</Tag>}
                    <span className={classes.when}>{hit.last_conversation === null ? t.noTalk : t.openTalk}</span>
                  </div>
                  <div className={classes.quiet}>{[hit.account, hit.email, hit.customer].filter((each) => each !== null).join(" · ")}</div>
                </div>
              )}
            </KeyList>
          </Hits>
        );
      }}
    </Loaded>
  );
}

interface HitsProps {
  readonly empty: boolean;
  readonly more: boolean;
  readonly loading: boolean;
  readonly next: () => void;
  readonly children: ReactNode;
}

function Hits({ empty, more, loading, next, children }: HitsProps) {
  if (empty && !more) {
    return (
      <Empty icon={SearchX} title={t.none}>
        {t.noneLine}
      </Empty>
    );
  }
  return (
    <>
      {empty ? null : children}
      {empty && more ? (
        <Empty
          icon={SearchX}
          title={t.none}
          action={
            <Button size="xs" variant="default" loading={loading} onClick={next}>
              {t.more}
            </Button>
          }
        />
      ) : null}
    </>
  );
}
