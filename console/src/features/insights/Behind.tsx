import { Button, Checkbox, Drawer, Table } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { Download } from "lucide-react";

import { count, words } from "@/text/format";
import { measureName } from "@/text/measures";
import { Loaded } from "@/ui/states";
import { At } from "@/ui/time";

import { figure } from "./figures";
import classes from "./InsightsPage.module.css";
import { useBehind } from "./queries";
import { csv, DIMENSIONS, useSelection, type Selection } from "./selection";
import { t } from "./text";

/** The conversations that a figure rests on; which figure is open stands in the address. */
export function Behind() {
  const { search, selection, change } = useSelection();
  const measure = search.figure;
  const close = () => change({ figure: undefined, part: undefined, is: undefined, counted: undefined });
  const part = DIMENSIONS.find((each) => each === search.part);
  const narrowed = part === undefined || search.is === undefined ? selection : { ...selection, [part]: search.is };
  return (
    <Drawer
      opened={measure !== undefined}
      onClose={close}
      position="right"
      size="xl"
      title={measure === undefined ? "" : t.behind(measureName(measure))}
    >
      {measure === undefined ? null : <Rows measure={measure} selection={narrowed} />}
    </Drawer>
  );
}

function Rows({ measure, selection }: { readonly measure: string; readonly selection: Selection }) {
  const { search, change } = useSelection();
  const counted = search.counted === "yes";
  const behind = useBehind(selection, measure, counted);
  return (
    <Loaded of={behind}>
      {({ pages }) => {
        const rows = pages.flatMap((page) => page.conversations);
        const shown = pages[0]?.measure;
        return shown === undefined ? null : (
          <>
            <p className={classes.definition}>{shown.definition}</p>
            <div className={classes.tools}>
              <strong className={classes.figure}>{figure(shown.value, shown.unit)}</strong>
              <span className="quiet">{t.of(count(shown.of))}</span>
              {shown.unit === "share" ? (
                <Checkbox
                  label={t.onlyCounted}
                  checked={counted}
                  onChange={(event) => change({ counted: event.currentTarget.checked ? "yes" : undefined })}
                />
              ) : null}
              <Button
                component="a"
                variant="default"
                href={csv(`measures/${measure}/conversations`, { ...selection, counted: counted ? "true" : undefined })}
                leftSection={<Download size={15} aria-hidden />}
              >
                {t.csv}
              </Button>
            </div>
            {rows.length === 0 ? <p className="quiet">{t.noneHere}</p> : null}
            <Table highlightOnHover>
              <Table.Thead>
                <Table.Tr>
                  <Table.Th>{t.conversation}</Table.Th>
                  <Table.Th>{t.when}</Table.Th>
                  <Table.Th>{t.topic}</Table.Th>
                  <Table.Th>{shown.unit === "share" ? t.counts : t.value}</Table.Th>
                </Table.Tr>
              </Table.Thead>
              <Table.Tbody>
                {rows.map((row) => (
                  <Table.Tr key={`${row.conversation} ${row.case ?? ""}`}>
                    <Table.Td className={classes.id}>
                      <Link
                        className={classes.anchor}
                        to="/conversations/$conversation"
                        params={{ conversation: row.conversation }}
                      >
                        {row.conversation}
                      </Link>
                    </Table.Td>
                    <Table.Td>
                      <At at={row.at} />
                    </Table.Td>
                    <Table.Td>{row.topic === null ? t.none : words(row.topic)}</Table.Td>
                    <Table.Td>
                      {shown.unit === "share" ? (row.counts ? t.yes : t.no) : figure(row.value, shown.unit)}
                    </Table.Td>
                  </Table.Tr>
                ))}
              </Table.Tbody>
            </Table>
            {behind.hasNextPage ? (
              <Button variant="default" loading={behind.isFetchingNextPage} onClick={() => void behind.fetchNextPage()}>
                {t.more}
              </Button>
            ) : null}
          </>
        );
      }}
    </Loaded>
  );
}
