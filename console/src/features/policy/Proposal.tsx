import { Button, Modal, NumberInput, Select } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";

import { api, ask } from "@/api/client";
import type { ProposalReply } from "@/api/contract";
import { Problem } from "@/api/problem";
import blocks from "@/ui/blocks.module.css";

import classes from "./policy.module.css";
import { t } from "./text";
import type { Working } from "./working";

type Way = "errors" | "needless" | "cost";

const WAYS: readonly Way[] = ["errors", "needless", "cost"];

/** A threshold's number from the organisation's own labels and audit sample: a draft, or why nothing can be promised. */
export function Proposal({ working }: { readonly working: Working }) {
  const [open, setOpen] = useState(false);
  return (
    <div className={classes.above}>
      <Button size="sm" variant="default" onClick={() => setOpen(true)}>
        {t.proposal.open}
      </Button>
      <Modal size="lg" opened={open} onClose={() => setOpen(false)} title={t.proposal.open}>
        {open ? <Choosing working={working} /> : null}
      </Modal>
    </div>
  );
}

function Choosing({ working }: { readonly working: Working }) {
  const client = useQueryClient();
  const [threshold, setThreshold] = useState("low_confidence");
  const [way, setWay] = useState<Way>("errors");
  const [inHundred, setInHundred] = useState<number | string>(2);
  const [days, setDays] = useState<number | string>(90);
  const propose = useMutation({
    mutationFn: () =>
      ask(
        api.POST("/v1/policy/proposals", {
          body: { threshold, way, rate: way === "cost" ? 0.02 : Number(inHundred) / 100, days: Number(days) },
        }),
      ),
    onSuccess: () => void client.invalidateQueries({ queryKey: ["policy", "life"] }),
  });
  const thresholds = working.written.form?.thresholds ?? [];
  return (
    <>
      <p className="quiet">{t.proposal.text}</p>
      <form
        className={classes.grid}
        onSubmit={(event) => {
          event.preventDefault();
          propose.mutate();
        }}
      >
        <Select
          label={t.proposal.threshold}
          searchable
          allowDeselect={false}
          data={thresholds.map((each) => ({ value: each.code, label: each.title }))}
          value={threshold}
          onChange={(value) => setThreshold(value ?? threshold)}
        />
        <Select
          label={t.proposal.way}
          allowDeselect={false}
          data={WAYS.map((value) => ({ value, label: t.proposal.ways[value] }))}
          value={way}
          onChange={(value) => setWay(WAYS.find((each) => each === value) ?? way)}
        />
        {way === "cost" ? null : (
          <NumberInput
            label={t.proposal.rate[way]}
            min={0.1}
            max={99}
            step={0.5}
            decimalScale={1}
            value={inHundred}
            onChange={setInHundred}
          />
        )}
        <NumberInput label={t.proposal.days} min={1} max={730} allowDecimal={false} value={days} onChange={setDays} />
        <div>
          <Button type="submit" loading={propose.isPending} disabled={inHundred === "" || days === ""}>
            {t.proposal.propose}
          </Button>
        </div>
      </form>
      <div aria-live="polite">
        {propose.error === null ? null : <Refused error={propose.error} />}
        {propose.data === undefined ? null : <Found of={propose.data} />}
      </div>
    </>
  );
}

function Refused({ error }: { readonly error: Error }) {
  return (
    <div className={classes.refused} role="alert">
      <strong>{t.proposal.nothing}</strong>
      <p>{error.message}</p>
      {error instanceof Problem && error.fix !== null ? <p>{error.fix}</p> : null}
    </div>
  );
}

function Found({ of }: { readonly of: ProposalReply }) {
  return (
    <section className={blocks.section} aria-label={t.proposal.drafted(of.version)}>
      <p>
        <strong>{of.sentence}</strong>
      </p>
      <p className="quiet">{t.proposal.draftedLine(of.version)}</p>
      <h3 className={blocks.small}>{t.proposal.statistics}</h3>
      <ul className={classes.changes}>
        {of.statistics.map((line) => (
          <li key={line} className={classes.change}>
            {line}
          </li>
        ))}
      </ul>
    </section>
  );
}
