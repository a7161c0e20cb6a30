import { Button } from "@mantine/core";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { OctagonX, Radar } from "lucide-react";
import { useDeferredValue, useState } from "react";

import { useNameOf } from "@/api/names";
import { useMay } from "@/api/session";
import { useCommands } from "@/ui/commands";
import { KeyList } from "@/ui/KeyList";
import { Page } from "@/ui/Page";
import { Empty, Loaded } from "@/ui/states";

import { Bar } from "./Bar";
import classes from "./BoardPage.module.css";
import type { Known } from "./merge";
import { Monitor } from "./Monitor";
import { fits, SORTS, sorted, type Filter, type Sort } from "./order";
import { Row } from "./Row";
import { Side } from "./Side";
import { Stops } from "./Stops";
import { StopDialog } from "./StopDialog";
import { Strip } from "./Strip";
import { t } from "./text";
import { useBoard } from "./useBoard";
import { useCalmOrder } from "./useCalmOrder";

const ROW = 56;

/** What is live, who needs somebody now, and stepping in. */
export function BoardPage() {
  const board = useBoard();
  const mayStop = useMay("emergency_stop");
  const [stopping, setStopping] = useState(false);
  const urgent = board.data === undefined ? 0 : [...board.data.rows.values()].filter((row) => row.level === "now").length;
  useCommands(mayStop ? [{ id: "board stop", label: t.stop, run: () => setStopping(true) }] : []);
  const topics = [...new Set([...(board.data?.rows.values() ?? [])].flatMap((row) => row.topic ?? []))].sort();
  return (
    <Page
      title={t.title}
      lead={board.data === undefined ? "\u00a0" : t.lead(board.data.live, urgent)}
      wide
      actions={
        mayStop ? (
          <Button variant="default" leftSection={<OctagonX size={16} aria-hidden />} onClick={() => setStopping(true)}>
            {t.stop}
          </Button>
        ) : null
      }
    >
      <Loaded of={board}>{(data) => <Live board={data} mayStop={mayStop} />}</Loaded>
      <StopDialog opened={stopping} close={() => setStopping(false)} topics={topics} />
    </Page>
  );
}

function Live({ board, mayStop }: { readonly board: Known; readonly mayStop: boolean }) {
  const search = useSearch({ from: "/shell/board" });
  const navigate = useNavigate({ from: "/board" });
  const { open, sort, ...rest } = search;
  const by: Sort = SORTS.find((each) => each === sort) ?? "urgency";
  const filter = useDeferredValue<Filter>(rest);
  const change = (to: Readonly<Record<string, string | undefined>>) =>
    void navigate({ search: (old) => ({ ...old, ...to }), replace: true });
  const rows = sorted(board.rows.values(), by).filter((row) => fits(row, filter));
  const [hand, setHand] = useState(false);
  const { shown, moves, apply } = useCalmOrder(rows, hand, `${by} ${JSON.stringify(filter)}`);
  const nameOf = useNameOf();
  useCommands([{ id: "board order", label: t.movedHint, keys: "r", keyOnly: true, run: apply }]);
  return (
    <div className={classes.board} data-open={open !== undefined}>
      <div className={classes.main}>
        <Stops stops={board.stops} mayLift={mayStop} />
        <Strip />
        <Bar board={board} filter={rest} sort={by} change={change} />
        <div
          className={classes.list}
          onPointerEnter={() => setHand(true)}
          onPointerLeave={() => setHand(false)}
          onFocus={() => setHand(true)}
          onBlur={() => setHand(false)}
        >
          {moves === 0 ? null : (
            <button type="button" className={classes.moved} title={t.movedHint} onClick={apply}>
              {t.moved(moves)}
            </button>
          )}
          {shown.length > 0 ? (
            <KeyList label={t.list} items={shown} keyOf={(row) => row.id} rowHeight={ROW} open={(row) => change({ open: row.id })}>
              {(row) => <Row row={row} open={row.id === open} nameOf={nameOf} />}
            </KeyList>
          ) : board.rows.size === 0 ? (
            <Empty icon={Radar} title={t.empty}>
              {t.emptyLine}
            </Empty>
          ) : (
            <Empty
              icon={Radar}
              title={t.noneFits}
              action={
                <Button variant="default" size="xs" onClick={() => void navigate({ search: open === undefined ? {} : { open }, replace: true })}>
                  {t.clear}
                </Button>
              }
            >
              {t.noneFitsLine}
            </Empty>
          )}
        </div>
      </div>
      {open === undefined ? (
        <Side board={board} queue={rest.queue} chooseQueue={(queue) => change({ queue })} open={(id) => change({ open: id })} />
      ) : (
        <Monitor key={open} id={open} row={board.rows.get(open)} nameOf={nameOf} close={() => change({ open: undefined })} />
      )}
    </div>
  );
}
