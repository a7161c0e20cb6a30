import { Button } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { OctagonX } from "lucide-react";

import { api, ask } from "@/api/client";
import { useNameOf } from "@/api/names";
import type { StopReply } from "@/api/contract";
import { useConfirm } from "@/ui/confirm";
import { done, refused } from "@/ui/toast";
import { Ago } from "@/ui/time";

import classes from "./BoardPage.module.css";
import { t } from "./text";

/** Emergency stops in force, and lifting them. */
export function Stops({ stops, mayLift }: { readonly stops: readonly StopReply[]; readonly mayLift: boolean }) {
  const confirm = useConfirm();
  const queries = useQueryClient();
  const nameOf = useNameOf();
  const lift = useMutation({
    mutationFn: (stop: StopReply) =>
      ask(api.DELETE("/v1/emergency-stops/{scope}/{id}", { params: { path: { scope: stop.scope, id: stop.id } } })),
    onError: refused,
    onSuccess: () => {
      done(t.lifted);
      void queries.invalidateQueries({ queryKey: ["board"], exact: true });
    },
  });
  const askFirst = async (stop: StopReply) => {
    const name = t.stands(stop.scope, nameOf(stop.id));
    if (await confirm({ title: t.liftTitle, text: t.liftText(name), confirm: t.lift })) {
      lift.mutate(stop);
    }
  };
  return stops.map((stop) => (
    <div key={`${stop.scope} ${stop.id}`} className={classes.stop} role="status">
      <OctagonX size={16} aria-hidden />
      <span>
        <strong>{t.stands(stop.scope, nameOf(stop.id))}</strong> {stop.why} · <Ago at={stop.at} />
      </span>
      {mayLift ? (
        <Button size="compact-xs" variant="default" loading={lift.isPending} onClick={() => void askFirst(stop)}>
          {t.lift}
        </Button>
      ) : null}
    </div>
  ));
}
