import { Button, FileInput, Select, Textarea } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";

import { api, ask } from "@/api/client";
import type { ImportReply } from "@/api/contract";
import blocks from "@/ui/blocks.module.css";
import { refused } from "@/ui/toast";
import { Table } from "@/ui/Table";

import classes from "./settings.module.css";
import { t } from "./text";

type Kind = keyof typeof t.import.kinds;

/** A file is tried first; it is written when it has no fault. */
export function Importing({ may }: { readonly may: boolean }) {
  const client = useQueryClient();
  const [kind, setKind] = useState<Kind>("people");
  const [document, setDocument] = useState("");
  const bring = useMutation({
    mutationFn: (dry: boolean) =>
      ask(api.POST("/v1/imports/{kind}", { params: { path: { kind } }, body: { document, dry_run: dry } })),
    onError: refused,
    onSuccess: (found) => {
      if (found.written) {
        void client.invalidateQueries({ queryKey: ["people"] });
        void client.invalidateQueries({ queryKey: ["organisation"] });
      }
    },
  });
  const put = (text: string) => {
    setDocument(text);
    bring.reset();
  };
  const ready = bring.data !== undefined && !bring.data.written && bring.data.faults.length === 0;
  return (
    <section>
      <div className={classes.grid}>
        <Select
          label={t.import.kind}
          data={Object.entries(t.import.kinds).map(([value, label]) => ({ value, label }))}
          value={kind}
          onChange={(value) => {
            setKind((value ?? "people") as Kind);
            bring.reset();
          }}
        />
        <FileInput
          label={t.import.file}
          placeholder={t.import.choose}
          description={t.import.fileHint}
          accept=".csv,.json,.jsonl,text/csv,application/json"
          disabled={!may}
          onChange={(file) => {
            void file?.text().then(put);
          }}
        />
      </div>
      <Textarea
        mt="md"
        label={t.import.document}
        classNames={{ input: blocks.code }}
        spellCheck={false}
        minRows={6}
        maxRows={16}
        placeholder={t.import.example[kind]}
        disabled={!may}
        value={document}
        onChange={(event) => put(event.currentTarget.value)}
      />
      <div className={blocks.end}>
        <Button
          variant={ready ? "default" : "filled"}
          disabled={!may || document.trim() === ""}
          loading={bring.isPending}
          onClick={() => bring.mutate(true)}
        >
          {t.import.try}
        </Button>
        <Button disabled={!ready} loading={bring.isPending} onClick={() => bring.mutate(false)}>
          {t.import.write}
        </Button>
      </div>
      <div aria-live="polite">{bring.data === undefined ? null : <Found of={bring.data} />}</div>
    </section>
  );
}

function Found({ of }: { readonly of: ImportReply }) {
  if (of.faults.length === 0) {
    return (
      <p>
        <strong>{of.written ? t.import.wrote : t.import.triedLine}</strong>{" "}
        {t.import.tried(of.new, of.changed, of.unchanged)}
      </p>
    );
  }
  return (
    <>
      <p>
        <strong>{t.import.faults(of.faults.length)}</strong>
      </p>
      <Table label={t.import.faults(of.faults.length)}>
          <thead>
            <tr>
              <th>{t.import.line}</th>
              <th>{t.import.column}</th>
              <th>{t.import.message}</th>
              <th>{t.import.fix}</th>
            </tr>
          </thead>
          <tbody>
            {of.faults.map((fault) => (
              <tr key={`${fault.line} ${fault.field ?? ""} ${fault.message}`}>
                <td>{fault.line}</td>
                <td>{fault.field}</td>
                <td>{fault.message}</td>
                <td>{fault.fix}</td>
              </tr>
            ))}
          </tbody>
        </Table>
    </>
  );
}
