import { Button, Collapse, Modal, TextInput } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { useState } from "react";

import { api, ask } from "@/api/client";
import { useNameOf } from "@/api/names";
import type { Obstacle, PolicyVersionReply, RehearsalReply } from "@/api/contract";
import { Tag, type Tone } from "@/ui/badges";
import { useConfirm } from "@/ui/confirm";
import { Empty } from "@/ui/states";
import { At } from "@/ui/time";
import { done, refused } from "@/ui/toast";
import blocks from "@/ui/blocks.module.css";

import { Difference } from "./Difference";
import classes from "./policy.module.css";
import { Otherwise } from "./Otherwise";
import { Problems } from "./Problems";
import { Proposal } from "./Proposal";
import { Decided, Shadow } from "./Shadow";
import { t } from "./text";
import type { Working } from "./working";

const TONES: Readonly<Record<PolicyVersionReply["state"], Tone>> = {
  draft: "info",
  rehearsed: "info",
  published: "accent",
  retired: "plain",
};

/** What I changed, and all versions: compare, rehearse, publish. */
export function Versions({ working }: { readonly working: Working }) {
  const nameOf = useNameOf();
  const [tried, setTried] = useState<RehearsalReply | null>(null);
  return (
    <div className={blocks.column}>
      {working.dirty ? <Mine working={working} /> : null}
      {working.mayEdit ? <Proposal working={working} /> : null}
      {working.life.versions.map((version) => (
        <Version
          key={version.version}
          version={version}
          working={working}
          name={nameOf}
          rehearsed={setTried}
        />
      ))}
      <Modal
        size="lg"
        opened={tried !== null}
        onClose={() => setTried(null)}
        title={tried === null ? "" : t.versions.rehearsalOf(tried.version)}
      >
        {tried === null ? null : <Rehearsal of={tried} />}
      </Modal>
    </div>
  );
}

function Mine({ working }: { readonly working: Working }) {
  const client = useQueryClient();
  const confirm = useConfirm();
  const [why, setWhy] = useState("");
  const errors = working.written.problems.filter((problem) => problem.severity === "error");
  const save = useMutation({
    mutationFn: () =>
      ask(api.POST("/v1/policy/versions", { body: { document: working.document, why: why.trim() || undefined } })),
    onError: refused,
    onSuccess: (life) => {
      client.setQueryData(["policy", "life"], life);
      done(t.versions.saved(life.versions[0]?.version ?? 0));
    },
  });
  const publish = usePublish();
  const saveAndPublish = () =>
    save.mutate(undefined, {
      onSuccess: (life) => {
        const version = life.versions[0];
        if (version?.obstacles.length === 0) {
          publish.mutate(version.version);
        }
      },
    });
  return (
    <section className={blocks.section}>
      <Difference before={working.life.published} after={working.document} />
      {errors.length > 0 ? (
        <>
          <p className={classes.text}>{t.errorsFirst}</p>
          <Problems problems={errors} />
        </>
      ) : null}
      {working.mayEdit ? (
        <div className={classes.form}>
          <TextInput
            className={classes.grow}
            label={t.versions.why}
            description={t.versions.whyHint}
            value={why}
            onChange={(event) => setWhy(event.currentTarget.value)}
          />
          <Button variant="default" disabled={errors.length > 0} loading={save.isPending} onClick={() => save.mutate()}>
            {t.versions.saveDraft}
          </Button>
          <Button
            disabled={errors.length > 0 || working.life.second_person || working.life.rehearsal}
            loading={save.isPending || publish.isPending}
            onClick={() => {
              void confirm({ title: t.versions.publish, text: t.versions.publishText, confirm: t.versions.publish }).then(
                (yes) => {
                  if (yes) {
                    saveAndPublish();
                  }
                },
              );
            }}
          >
            {t.versions.publish}
          </Button>
        </div>
      ) : null}
    </section>
  );
}

function usePublish() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (version: number) =>
      ask(api.POST("/v1/policy/versions/{version}/publication", { params: { path: { version: String(version) } } })),
    onError: refused,
    onSuccess: (life) => {
      client.setQueryData(["policy", "life"], life);
      void client.invalidateQueries({ queryKey: ["policy", "words"] });
      done(t.versions.published(life.published));
    },
  });
}

interface VersionProps {
  readonly version: PolicyVersionReply;
  readonly working: Working;
  readonly name: (id: string) => string;
  readonly rehearsed: (found: RehearsalReply) => void;
}

function Version({ version, working, name, rehearsed }: VersionProps) {
  const { compare } = useSearch({ from: "/shell/policy/$section" });
  const navigate = useNavigate();
  const client = useQueryClient();
  const confirm = useConfirm();
  const publish = usePublish();
  const path = { params: { path: { version: String(version.version) } } };
  const isOpen = compare === String(version.version);
  const inForce = version.state === "published";
  const shadowed = working.life.shadow === version.version;
  const rehearse = useMutation({
    mutationFn: () =>
      ask(api.POST("/v1/policy/versions/{version}/rehearsal", { ...path, body: { conversations: 200 } })),
    onError: refused,
    onSuccess: (found) => {
      rehearsed(found);
      void client.invalidateQueries({ queryKey: ["policy", "life"] });
    },
  });
  const retire = useMutation({
    mutationFn: () => ask(api.DELETE("/v1/policy/versions/{version}", path)),
    onError: refused,
    onSuccess: (life) => {
      client.setQueryData(["policy", "life"], life);
      done(t.versions.retired(version.version));
    },
  });
  const edit = useMutation({
    mutationFn: () => ask(api.GET("/v1/policy/versions/{version}", path)),
    onError: refused,
    onSuccess: (found) => working.replace(found.document),
  });
  const open = version.state === "draft" || version.state === "rehearsed";
  return (
    <article className={`${classes.card ?? ""} ${classes.version ?? ""}`} aria-label={t.versions.publishVersion(version.version)}>
      <div className={classes.head}>
        <span className={blocks.row}>
          <span className={classes.title}>{version.version}</span>
          <Tag tone={TONES[version.state]}>{t.versions.states[version.state]}</Tag>
          {shadowed ? <Tag tone="info">{t.shadow.tag}</Tag> : null}
          <span>{version.why}</span>
          <span className="quiet">
            {t.versions.by(name(version.by))}, <At at={version.at} />
            {version.published_by === null ? "" : ` · ${t.versions.publishedBy(name(version.published_by))}`}
          </span>
        </span>
        {inForce ? null : (
          <span className={blocks.row}>
            <Button
              size="compact-sm"
              variant="subtle"
              aria-expanded={isOpen}
              onClick={() =>
                void navigate({
                  to: ".",
                  search: (old) => ({ ...old, compare: isOpen ? undefined : String(version.version) }),
                  replace: true,
                })
              }
            >
              {t.versions.compare}
            </Button>
            {working.mayEdit && open ? (
              <>
                <Button size="compact-sm" variant="subtle" loading={rehearse.isPending} onClick={() => rehearse.mutate()}>
                  {t.versions.rehearse}
                </Button>
                {shadowed ? null : <Shadow version={version.version} life={working.life} />}
                <Button size="compact-sm" variant="subtle" loading={edit.isPending} onClick={() => edit.mutate()}>
                  {t.versions.edit}
                </Button>
                <Button size="compact-sm" variant="subtle" loading={retire.isPending} onClick={() => retire.mutate()}>
                  {t.versions.retire}
                </Button>
              </>
            ) : null}
            {working.mayEdit ? (
              <Button
                size="compact-sm"
                variant={open ? "filled" : "default"}
                aria-label={t.versions.publishVersion(version.version)}
                disabled={version.obstacles.length > 0}
                loading={publish.isPending}
                onClick={() => {
                  void confirm({
                    title: t.versions.publishVersion(version.version),
                    text: t.versions.publishText,
                    confirm: t.versions.publish,
                  }).then((yes) => {
                    if (yes) {
                      publish.mutate(version.version);
                    }
                  });
                }}
              >
                {t.versions.publish}
              </Button>
            ) : null}
          </span>
        )}
      </div>
      {open ? <Obstacles of={version.obstacles} /> : null}
      {shadowed ? (
        <section className={classes.shadow} aria-label={t.shadow.of(version.version)}>
          <Decided version={version.version} life={working.life} />
        </section>
      ) : null}
      <Collapse expanded={isOpen}>
        {isOpen ? (
          <div className={classes.more}>
            <Difference before={working.life.published} after={version.version} />
          </div>
        ) : null}
      </Collapse>
    </article>
  );
}

function Obstacles({ of }: { readonly of: readonly Obstacle[] }) {
  if (of.length === 0) {
    return <p className={classes.text}>{t.versions.none}</p>;
  }
  return (
    <ul className={classes.obstacles} aria-label={t.versions.obstacles}>
      {of.map((obstacle) => (
        <li key={obstacle.message}>
          {obstacle.message} {obstacle.fix}
        </li>
      ))}
    </ul>
  );
}

function Rehearsal({ of }: { readonly of: RehearsalReply }) {
  if (of.decisions === 0) {
    return <Empty title={t.versions.noTalks} />;
  }
  return (
    <Otherwise
      line={t.versions.tried(of.decisions, of.conversations)}
      escalatedBefore={of.escalated_before}
      escalated={of.escalated}
      changed={of.changed}
      blind={of.blind}
      examples={of.examples.map((example) => ({ ...example, reasons: example.reasons_after }))}
    />
  );
}
