import { Button, Drawer, Select, Tooltip, UnstyledButton } from "@mantine/core";
import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { Link, useNavigate, useSearch } from "@tanstack/react-router";

import { api, ask } from "@/api/client";
import type { FiredReply, NumberOf } from "@/api/contract";
import { useNameOf } from "@/api/names";
import { count, words } from "@/text/format";
import { Tag } from "@/ui/badges";
import { Empty, Loaded, Loading, ProblemNote } from "@/ui/states";
import { Table } from "@/ui/Table";
import { Ago, At } from "@/ui/time";
import blocks from "@/ui/blocks.module.css";

import classes from "./policy.module.css";
import { t } from "./text";

const DAYS = [1, 7, 30, 90];

/** Which threshold and rule fired how often and where; the decisions behind each. */
export function Fired() {
  const { days, rule } = useSearch({ from: "/shell/policy/$section" });
  const navigate = useNavigate();
  const go = (changed: Record<string, string | undefined>) =>
    void navigate({ to: ".", search: (old) => ({ ...old, ...changed }), replace: true });
  const since = sinceOf(days ?? "30");
  const firings = useQuery({
    queryKey: ["policy", "firings", since],
    queryFn: () => ask(api.GET("/v1/policy/firings", { params: { query: { since } } })),
  });
  return (
    <div className={blocks.column}>
      <div className={classes.head}>
        <p className="quiet">{t.fired.line}</p>
        <Select
          aria-label={t.fired.range}
          data={[...DAYS.map((each) => ({ value: String(each), label: t.fired.days(each) })), { value: "all", label: t.fired.all }]}
          value={days ?? "30"}
          onChange={(value) => go({ days: value ?? undefined })}
        />
      </div>
      <Loaded of={firings}>
        {(found) => (
          <>
            {found.fired.length === 0 ? (
              <Empty title={t.fired.none}>{t.fired.noneLine}</Empty>
            ) : (
              <Counted of={found.fired} open={(each) => go({ rule: each.rule })} />
            )}
            {found.silent.length === 0 ? null : (
              <details className={blocks.section}>
                <summary>{t.fired.silent(found.silent.length)}</summary>
                <p className={classes.text}>{found.silent.map((each) => each.title).join("; ")}</p>
              </details>
            )}
          </>
        )}
      </Loaded>
      <Drawer
        opened={rule !== undefined}
        onClose={() => go({ rule: undefined })}
        position="right"
        size="lg"
        title={firings.data?.fired.find((each) => each.rule === rule)?.title ?? words(rule ?? "")}
      >
        {rule === undefined ? null : <Firings rule={rule} since={since} />}
      </Drawer>
    </div>
  );
}

/** The first day of the range, so that the same range is the same question all day. */
function sinceOf(days: string): string | undefined {
  if (days === "all") {
    return undefined;
  }
  const first = new Date();
  first.setUTCDate(first.getUTCDate() - Number(days) + 1);
  return first.toISOString().slice(0, 10);
}

function Counted({ of, open }: { readonly of: readonly FiredReply[]; readonly open: (each: FiredReply) => void }) {
  const nameOf = useNameOf();
  return (
    <Table stacked label={t.sections.fired}>
        <thead>
          <tr>
            <th>{t.fired.rule}</th>
            <th data-figure>{t.fired.times}</th>
            <th data-figure>
              <Tooltip label={t.fired.aloneWhy}>
                <span>{t.fired.alone}</span>
              </Tooltip>
            </th>
            <th>{t.fired.where}</th>
            <th>{t.fired.last}</th>
          </tr>
        </thead>
        <tbody>
          {of.map((each) => (
            <tr key={each.rule}>
              <td>
                <UnstyledButton className={classes.link} onClick={() => open(each)}>
                  {each.title}
                </UnstyledButton>{" "}
                {each.own ? <Tag>{t.fired.own}</Tag> : null}
              </td>
              <td data-figure data-label={t.fired.times}>{count(each.times)}</td>
              <td data-figure data-label={t.fired.alone}>{count(each.alone)}</td>
              <td data-label={t.fired.where}>
                <span>
                  {each.verdicts.map(told).join(", ")}
                  <br />
                  <span className="quiet">
                    {[
                      ...each.agents.map((agent) => `${nameOf(agent.name)} ${count(agent.times)}`),
                      ...each.topics.filter((topic) => topic.name !== "").map(told),
                    ].join(", ")}
                  </span>
                </span>
              </td>
              <td data-label={t.fired.last}>{each.last_at === null ? null : <Ago at={each.last_at} />}</td>
            </tr>
          ))}
        </tbody>
      </Table>
  );
}

const told = (of: NumberOf): string => `${words(of.name)} ${count(of.times)}`;

function Firings({ rule, since }: { readonly rule: string; readonly since: string | undefined }) {
  const nameOf = useNameOf();
  const pages = useInfiniteQuery({
    queryKey: ["policy", "firings of", rule, since],
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam }) =>
      ask(
        api.GET("/v1/policy/firings/{rule}", { params: { path: { rule }, query: { since, cursor: pageParam, limit: 30 } } }),
      ),
    getNextPageParam: (page) => page.next ?? undefined,
  });
  if (pages.isError) {
    return <ProblemNote error={pages.error} retry={() => void pages.refetch()} />;
  }
  if (pages.data === undefined) {
    return <Loading />;
  }
  return (
    <>
      <p className="quiet">{t.fired.recent}</p>
      <ul className={classes.changes}>
        {pages.data.pages
          .flatMap((page) => page.firings)
          .map((firing) => (
            <li key={firing.decision} className={classes.change}>
              <div className={classes.head}>
                <Link
                  className={classes.link}
                  to="/conversations/$conversation"
                  params={{ conversation: firing.conversation }}
                >
                  {firing.conversation}
                </Link>
                <span className="quiet">
                  <At at={firing.at} />
                </span>
              </div>
              <span className="num">
                {t.fired.score} {firing.score.toFixed(2)}
                {firing.threshold === null ? "" : ` · ${t.fired.threshold} ${firing.threshold.toFixed(2)}`} · {t.fired.decided}{" "}
                {words(firing.decided)}
              </span>
              <br />
              <span className="quiet">
                {firing.agent === null ? "–" : nameOf(firing.agent)} · {firing.topic === null ? t.fired.anyTopic : words(firing.topic)} · {firing.scope}
              </span>
            </li>
          ))}
      </ul>
      {pages.hasNextPage ? (
        <Button mt="md" variant="default" loading={pages.isFetchingNextPage} onClick={() => void pages.fetchNextPage()}>
          {t.fired.more}
        </Button>
      ) : null}
    </>
  );
}
