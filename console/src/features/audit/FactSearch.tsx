import { Button, MultiSelect, SegmentedControl, Select, Table, TextInput } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Link, useNavigate, useSearch } from "@tanstack/react-router";
import { Download, ScrollText } from "lucide-react";

import type { TrailFact } from "@/api/contract";
import { peopleQuery, useNameOf } from "@/api/names";
import { words } from "@/text/format";
import { Empty, Loaded } from "@/ui/states";
import { At } from "@/ui/time";

import classes from "./AuditPage.module.css";
import { useFactsFound, useVerbs, type Sought } from "./queries";
import { t } from "./text";

const ALL = "everything";
const OWN = "own";

/** Facts by verb, person and time; all that is asked for stands in the address. */
export function FactSearch() {
  const search = useSearch({ from: "/shell/audit" });
  const sought: Sought = {
    ...(search.fact === undefined ? {} : { fact: search.fact }),
    ...(search.by === undefined ? {} : { by: search.by }),
    ...(search.since === undefined ? {} : { since: search.since }),
    ...(search.until === undefined ? {} : { until: search.until }),
  };
  const found = useFactsFound(sought);
  return (
    <>
      <Fields sought={sought} />
      <Loaded of={found}>
        {({ pages }) => {
          const facts = pages.flatMap((page) => page.facts);
          return facts.length === 0 ? (
            <Empty icon={ScrollText} title={t.none}>
              {t.noneLine}
            </Empty>
          ) : (
            <>
              <Rows facts={facts} />
              {found.hasNextPage ? (
                <Button variant="default" mt="md" loading={found.isFetchingNextPage} onClick={() => void found.fetchNextPage()}>
                  {t.more}
                </Button>
              ) : null}
            </>
          );
        }}
      </Loaded>
    </>
  );
}

function Fields({ sought }: { readonly sought: Sought }) {
  const navigate = useNavigate();
  const verbs = useVerbs();
  const people = useQuery(peopleQuery);
  const change = (changes: Readonly<Record<string, string | undefined>>) =>
    void navigate({ to: ".", search: (old) => ({ ...old, ...changes }), replace: true });
  const chosen = sought.fact === undefined ? [] : sought.fact.split(",");
  const sets = verbs.data?.sets ?? {};
  const set = sought.fact === undefined ? ALL : (Object.keys(sets).find((name) => sets[name]?.join(",") === sought.fact) ?? OWN);
  const query = new URLSearchParams([...Object.entries(sought).filter((entry): entry is [string, string] => typeof entry[1] === "string"), ["format", "csv"]]);
  return (
    <div className={classes.fields}>
      <SegmentedControl
        aria-label={t.sets}
        value={set}
        onChange={(name) => change({ fact: sets[name]?.join(",") })}
        data={[
          { value: ALL, label: t.everything },
          { value: "opened", label: t.opened },
          { value: "changed", label: t.changed },
        ]}
      />
      <MultiSelect
        aria-label={t.fact}
        placeholder={chosen.length === 0 ? t.fact : ""}
        className={classes.verbs}
        searchable
        data={(verbs.data?.verbs ?? []).map((each) => ({ value: each.fact, label: each.words }))}
        value={chosen}
        onChange={(names) => change({ fact: names.length === 0 ? undefined : names.join(",") })}
      />
      <Select
        data-short
        aria-label={t.person}
        placeholder={t.person}
        searchable
        clearable
        data={(people.data?.people ?? []).map((each) => ({ value: `person/${each.id}`, label: each.name }))}
        value={sought.by ?? null}
        onChange={(by) => change({ by: by ?? undefined })}
      />
      <TextInput
        data-short
        type="date"
        aria-label={t.since}
        value={sought.since ?? ""}
        onChange={(event) => change({ since: event.currentTarget.value || undefined })}
      />
      <TextInput
        data-short
        type="date"
        aria-label={t.until}
        value={sought.until ?? ""}
        onChange={(event) => change({ until: event.currentTarget.value || undefined })}
      />
      <Button
        component="a"
        variant="default"
        href={`/v1/facts/search?${query.toString()}`}
        leftSection={<Download size={15} aria-hidden />}
      >
        {t.csv}
      </Button>
    </div>
  );
}

function Rows({ facts }: { readonly facts: readonly TrailFact[] }) {
  return (
    <div className={classes.scroll}>
      <Table className={classes.facts}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{t.number}</Table.Th>
            <Table.Th>{t.when}</Table.Th>
            <Table.Th>{t.who}</Table.Th>
            <Table.Th>{t.what}</Table.Th>
            <Table.Th>{t.about}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {facts.map((fact) => (
            <Table.Tr key={fact.hash}>
              <Table.Td className={classes.number}>{fact.number}</Table.Td>
              <Table.Td className={classes.when}>
                <At at={fact.at} />
              </Table.Td>
              <Table.Td>
                <Who fact={fact} />
              </Table.Td>
              <Table.Td>
                <What fact={fact} />
              </Table.Td>
              <Table.Td className={classes.about}>
                <About fact={fact} />
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </div>
  );
}

/** Who did it: a person's name, else what they are and their id. */
export function Who({ fact }: { readonly fact: TrailFact }) {
  return fact.who === null ? (
    <>
      {words(fact.by.kind ?? "")} <span className="quiet">{fact.by.id}</span>
    </>
  ) : (
    fact.who
  );
}

/** What happened, with what the fact's head says. */
export function What({ fact }: { readonly fact: TrailFact }) {
  const nameOf = useNameOf();
  return (
    <>
      <span className={classes.words}>{fact.words}</span>
      <span className={classes.details}>{fact.details.map((each) => `${each.name}: ${nameOf(each.value)}`).join(" · ")}</span>
    </>
  );
}

function About({ fact }: { readonly fact: TrailFact }) {
  const { kind, id } = fact.subject;
  const nameOf = useNameOf();
  if (kind === "case") {
    return (
      <Link to="/audit" search={{ part: "case", case: id }} title={`${t.openCase}: ${id}`}>
        {id}
      </Link>
    );
  }
  if (kind === "conversation") {
    return (
      <Link to="/conversations/$conversation" params={{ conversation: id }} title={id}>
        {id}
      </Link>
    );
  }
  return (
    <>
      {words(kind)} <span className="quiet">{nameOf(id)}</span>
    </>
  );
}
