import { Button, Modal } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";

import { api, ask } from "@/api/client";
import type { PolicyReply } from "@/api/contract";
import { Empty } from "@/ui/states";
import { done, refused } from "@/ui/toast";

import { Otherwise } from "./Otherwise";
import { t } from "./text";

const EVERY_MS = 5_000;

interface ShadowProps {
  readonly version: number;
  readonly life: PolicyReply;
}

/** Lets a draft decide beside the version in force, without effect. */
export function Shadow({ version, life }: ShadowProps) {
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button size="compact-sm" variant="subtle" onClick={() => setOpen(true)}>
        {t.shadow.open}
      </Button>
      <Modal size="lg" opened={open} onClose={() => setOpen(false)} title={t.shadow.of(version)}>
        {open ? <Decided version={version} life={life} /> : null}
      </Modal>
    </>
  );
}

/** What a draft in the shadow would have done; begun and ended here. */
export function Decided({ version, life }: ShadowProps) {
  const client = useQueryClient();
  const path = { params: { path: { version: String(version) } } };
  const decides = life.shadow === version;
  const found = useQuery({
    queryKey: ["policy", "shadow", version],
    queryFn: () => ask(api.GET("/v1/policy/versions/{version}/shadow", path)),
    refetchInterval: decides ? EVERY_MS : false,
  });
  const change = useMutation({
    mutationFn: () =>
      ask(
        decides
          ? api.DELETE("/v1/policy/versions/{version}/shadow", path)
          : api.POST("/v1/policy/versions/{version}/shadow", path),
      ),
    onError: refused,
    onSuccess: (changed) => {
      client.setQueryData(["policy", "life"], changed);
      done(decides ? t.shadow.ended(version) : t.shadow.begun(version));
    },
  });
  return (
    <>
      <p className="quiet">{t.shadow.text}</p>
      <Button variant={decides ? "default" : "filled"} loading={change.isPending} onClick={() => change.mutate()}>
        {decides ? t.shadow.end : t.shadow.begin}
      </Button>
      {found.data === undefined ? null : found.data.decisions === 0 ? (
        <Empty title={t.shadow.nothing} />
      ) : (
        <Otherwise
          line={t.shadow.decided(found.data.decisions, found.data.conversations)}
          escalatedBefore={found.data.escalated_before}
          escalated={found.data.escalated}
          changed={found.data.changed}
          blind={found.data.blind}
          examples={found.data.examples.map((example) => ({ ...example, before: example.made, after: example.shadow }))}
        />
      )}
    </>
  );
}
