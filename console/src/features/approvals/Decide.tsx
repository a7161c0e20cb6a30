import { Button, Checkbox, Group, Select, TextInput, Textarea } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";

import { api, ask } from "@/api/client";
import type { ApprovalReply, AskedReply } from "@/api/contract";
import { words } from "@/text/format";
import { EvidenceFiles, useAttaching } from "@/ui/Attach";
import { useConfirm } from "@/ui/confirm";
import { ProblemNote } from "@/ui/states";
import { At } from "@/ui/time";
import { done } from "@/ui/toast";

import classes from "./ApprovalsPage.module.css";
import { t } from "./text";

interface Props {
  readonly approval: ApprovalReply;
  readonly asked: AskedReply;
  readonly nameOf: (id: string) => string;
}

/** Verifying, then approving or rejecting, as far as the API lets this person. */
export function Decide({ approval, asked, nameOf }: Props) {
  const { may_not_approve: mayNotApprove, may_not_reject: mayNotReject, may_not_verify: mayNotVerify } = approval;
  const take = TAKES.find((verb) => approval.case.allowed?.includes(verb) === true);
  if (take !== undefined && mayNotReject !== null) {
    return <Take id={approval.case.id} by={take} />;
  }
  if (mayNotApprove !== null && mayNotReject !== null && mayNotVerify !== null) {
    return <Refusal title={t.mayNotReject} refusal={mayNotReject} />;
  }
  return (
    <>
      <Verification approval={approval} asked={asked} nameOf={nameOf} />
      <Vote approval={approval} asked={asked} />
    </>
  );
}

const TAKES = ["accept", "claim"] as const;

/** Offered to somebody, it is decided by whoever takes it. */
function Take({ id, by }: { readonly id: string; readonly by: (typeof TAKES)[number] }) {
  const queries = useQueryClient();
  const params = { path: { case: id } };
  const take = useMutation({
    mutationFn: () =>
      ask(
        by === "accept"
          ? api.POST("/v1/cases/{case}/acceptance", { params })
          : api.POST("/v1/cases/{case}/claim", { params }),
      ),
    onSuccess: () => void queries.invalidateQueries({ queryKey: ["approval", id] }),
  });
  return (
    <section className={classes.decide}>
      <p>{by === "accept" ? t.offered : t.takeFirst}</p>
      {take.isError ? <ProblemNote error={take.error} /> : null}
      <Group justify="flex-end">
        <Button loading={take.isPending} onClick={() => take.mutate()}>
          {by === "accept" ? t.accept : t.claim}
        </Button>
      </Group>
    </section>
  );
}

type Refused = NonNullable<ApprovalReply["may_not_approve"]>;

function Refusal({ title, refusal }: { readonly title: string; readonly refusal: Refused }) {
  return (
    <div className={classes.refusal} role="note">
      <strong>{title}</strong>
      <p>
        {refusal.message} {refusal.fix}
      </p>
    </div>
  );
}

function Verification({ approval, asked, nameOf }: Props) {
  const known = asked.verification;
  return (
    <section className={classes.part}>
      <h3 className={classes.heading}>{t.verify}</h3>
      {known === null ? null : (
        <p>
          {t.verifiedBy(nameOf(known.by))} · <At at={known.at} /> · {words(known.means)}
          {known.confirmed ? null : <strong className={classes.bad}> · {t.notConfirmed}</strong>}
          {known.result === null ? null : <span className={classes.sub}> {known.result}</span>}
        </p>
      )}
      {asked.needs_verification && known?.confirmed !== true ? <p className={classes.sub}>{t.verifyLine}</p> : null}
      {approval.may_not_verify !== null || (known?.confirmed ?? false) ? null : asked.needs_verification ? (
        <VerificationForm id={approval.case.id} />
      ) : (
        <details className={classes.more}>
          <summary>{t.record}</summary>
          <VerificationForm id={approval.case.id} />
        </details>
      )}
    </section>
  );
}

function VerificationForm({ id }: { readonly id: string }) {
  const queries = useQueryClient();
  const [given, setGiven] = useState({ means: "call_to_number_on_file", contact: "", result: "", confirmed: false });
  const verify = useMutation({
    mutationFn: () => ask(api.POST("/v1/cases/{case}/verification", { params: { path: { case: id } }, body: given })),
    onSuccess: () => {
      done(t.recorded);
      void queries.invalidateQueries({ queryKey: ["approval", id] });
    },
  });
  return (
    <form
      className={classes.form}
      onSubmit={(event) => {
        event.preventDefault();
        verify.mutate();
      }}
    >
      <Select
        label={t.means}
        data={Object.entries(t.meansOptions).map(([value, label]) => ({ value, label }))}
        value={given.means}
        onChange={(means) => setGiven({ ...given, means: means ?? given.means })}
        allowDeselect={false}
      />
      <TextInput
        label={t.contact}
        placeholder={t.contactHint}
        value={given.contact}
        onChange={(event) => setGiven({ ...given, contact: event.currentTarget.value })}
      />
      <Textarea
        label={t.result}
        autosize
        minRows={2}
        value={given.result}
        onChange={(event) => setGiven({ ...given, result: event.currentTarget.value })}
      />
      <Checkbox
        label={t.confirmed}
        checked={given.confirmed}
        onChange={(event) => setGiven({ ...given, confirmed: event.currentTarget.checked })}
      />
      {verify.isError ? <ProblemNote error={verify.error} /> : null}
      <Button
        type="submit"
        variant="default"
        loading={verify.isPending}
        disabled={given.contact.trim() === "" || given.result.trim() === ""}
      >
        {t.record}
      </Button>
    </form>
  );
}

function Vote({ approval, asked }: Pick<Props, "approval" | "asked">) {
  const confirm = useConfirm();
  const queries = useQueryClient();
  const [ground, setGround] = useState("");
  const attaching = useAttaching(approval.case.conversation);
  const { id } = approval.case;
  const act = words(asked.tool);
  const vote = useMutation({
    mutationFn: (choice: "approve" | "reject") =>
      ask(
        api.POST("/v1/cases/{case}/votes", {
          params: { path: { case: id } },
          body: { vote: choice, digest: asked.digest, ground: ground.trim() === "" ? null : ground, attachments: attaching.files.map((file) => file.id) },
        }),
      ),
    onSuccess: (_, choice) => {
      done(choice === "approve" ? t.approved : t.rejected);
      void queries.invalidateQueries({ queryKey: ["approvals"] });
      void queries.invalidateQueries({ queryKey: ["approval", id] });
    },
  });
  const decide = async (choice: "approve" | "reject") => {
    const sure =
      choice === "approve"
        ? await confirm({ title: t.approveTitle, text: t.approveText(act), confirm: t.approve })
        : await confirm({ title: t.rejectTitle, text: t.rejectText(act), confirm: t.reject, danger: true });
    if (sure) {
      vote.mutate(choice);
    }
  };
  const missing = (asked.needs_ground && ground.trim() === "") || attaching.sending;
  const demanded = approval.case.needs_attachments;
  const lacking = demanded - attaching.files.length;
  return (
    <section className={classes.decide}>
      <Textarea
        label={t.ground}
        description={asked.needs_ground ? t.groundNeeded : t.groundOptional}
        autosize
        minRows={2}
        value={ground}
        onChange={(event) => setGround(event.currentTarget.value)}
      />
      <EvidenceFiles attaching={attaching} demanded={demanded} />
      {approval.may_not_approve === null ? null : <Refusal title={t.mayNot} refusal={approval.may_not_approve} />}
      {vote.isError ? <ProblemNote error={vote.error} /> : null}
      <Group gap="xs" justify="flex-end">
        {approval.may_not_reject === null ? (
          <Button variant="default" loading={vote.isPending} disabled={missing} onClick={() => void decide("reject")}>
            {t.reject}
          </Button>
        ) : null}
        <Button
          loading={vote.isPending}
          disabled={missing || lacking > 0 || approval.may_not_approve !== null}
          onClick={() => void decide("approve")}
        >
          {t.approve}
        </Button>
      </Group>
    </section>
  );
}
