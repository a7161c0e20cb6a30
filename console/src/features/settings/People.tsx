import { Button, Checkbox, TextInput } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { Search } from "lucide-react";
import { useState } from "react";

import { api, ask } from "@/api/client";
import type { Invited, PersonReply } from "@/api/contract";
import { words } from "@/text/format";
import blocks from "@/ui/blocks.module.css";
import { Tag } from "@/ui/badges";
import { useConfirm } from "@/ui/confirm";
import { Empty, Loaded } from "@/ui/states";
import { useNow } from "@/ui/time";
import { done, refused } from "@/ui/toast";

import { usePeople } from "./known";
import { Once } from "./Once";
import { PersonForm } from "./PersonForm";
import classes from "./settings.module.css";
import { t } from "./text";

const NEW = "new";
const SOON_MS = 30 * 86_400_000;

/** Everybody who works here; open one to change them. */
export function People({ may }: { readonly may: boolean }) {
  const { find, all, open } = useSearch({ from: "/shell/settings/$section" });
  const navigate = useNavigate();
  const go = (changed: Record<string, string | undefined>) =>
    void navigate({ to: ".", search: (old) => ({ ...old, ...changed }), replace: true });
  const people = usePeople(all !== undefined);
  const [link, setLink] = useState<{ readonly invited: Invited; readonly reset: boolean } | null>(null);
  const wanted = (find ?? "").toLowerCase();
  return (
    <>
      <div className={classes.bar}>
        <span className={blocks.row}>
          <TextInput
            aria-label={t.people.find}
            placeholder={t.people.find}
            leftSection={<Search size={14} aria-hidden />}
            value={find ?? ""}
            onChange={(event) => go({ find: event.currentTarget.value || undefined })}
          />
          <Checkbox
            label={t.people.all}
            checked={all !== undefined}
            onChange={(event) => go({ all: event.currentTarget.checked ? "1" : undefined })}
          />
        </span>
        {may ? <Button onClick={() => go({ open: NEW })}>{t.people.invite}</Button> : null}
      </div>
      <Loaded of={people}>
        {(known) => {
          const shown = known.people.filter((person) => told(person).includes(wanted));
          return (
            <>
              {open === NEW && may ? (
                <PersonForm
                  person={null}
                  people={known.people}
                  close={() => go({ open: undefined })}
                  invited={(invited) => setLink({ invited, reset: false })}
                />
              ) : null}
              {shown.length === 0 ? <Empty title={t.people.empty}>{t.people.emptyLine}</Empty> : null}
              <ul className={blocks.plain}>
                {shown.map((person) => (
                  <li key={person.id}>
                    <Line person={person} may={may} isOpen={open === person.id} open={(id) => go({ open: id })} />
                    {open === person.id && may ? (
                      <>
                        <PersonForm person={person} people={known.people} close={() => go({ open: undefined })} />
                        <Doors person={person} show={(invited, reset) => setLink({ invited, reset })} />
                      </>
                    ) : null}
                  </li>
                ))}
              </ul>
            </>
          );
        }}
      </Loaded>
      <Once
        title={link?.reset === true ? t.people.reset : t.people.invited}
        text={
          link === null
            ? ""
            : (link.reset ? t.people.resetText : t.people.invitedText)(link.invited.person.name)
        }
        secret={link?.invited.link ?? null}
        close={() => setLink(null)}
      />
    </>
  );
}

const told = (person: PersonReply): string =>
  [person.name, person.email, ...person.roles, ...person.queues, ...Object.keys(person.skills)].join(" ").toLowerCase();

interface LineProps {
  readonly person: PersonReply;
  readonly may: boolean;
  readonly isOpen: boolean;
  readonly open: (id: string | undefined) => void;
}

function Line({ person, may, isOpen, open }: LineProps) {
  const now = useNow(60_000);
  const lapsing = person.credentials.filter((each) => Date.parse(each.valid_until) < now + SOON_MS);
  const skills = Object.entries(person.skills).map(([skill, level]) => `${words(skill)} ${level}`);
  return (
    <div className={classes.item}>
      <span>
        <span className={blocks.name}>{person.name}</span> <span className="quiet">{person.email}</span>
      </span>
      <span className={classes.line}>
        {person.roles.map(words).join(", ")}
        {person.queues.length === 0 ? "" : ` · ${person.queues.map(words).join(", ")}`}
        {skills.length === 0 ? "" : ` · ${skills.join(", ")}`}
      </span>
      <span className={blocks.row}>
        {lapsing.map((each) => (
          <Tag key={each.number} tone={Date.parse(each.valid_until) < now ? "bad" : "warn"}>
            {words(each.kind)} {Date.parse(each.valid_until) < now ? t.people.expired : t.people.soon}
          </Tag>
        ))}
        {person.active ? null : <Tag>{t.people.left}</Tag>}
        {may ? (
          <Button
            size="compact-sm"
            variant="subtle"
            aria-expanded={isOpen}
            aria-label={`${t.change}: ${person.name}`}
            onClick={() => open(isOpen ? undefined : person.id)}
          >
            {t.change}
          </Button>
        ) : null}
      </span>
    </div>
  );
}

interface DoorsProps {
  readonly person: PersonReply;
  readonly show: (invited: Invited, reset: boolean) => void;
}

/** How the person gets in, and out. */
function Doors({ person, show }: DoorsProps) {
  const client = useQueryClient();
  const confirm = useConfirm();
  const path = { params: { path: { person: person.id } } };
  const again = useMutation({
    mutationFn: () => ask(api.POST("/v1/people/{person}/invitation", path)),
    onError: refused,
    onSuccess: (invited) => show(invited, false),
  });
  const reset = useMutation({
    mutationFn: () => ask(api.POST("/v1/people/{person}/password-reset", path)),
    onError: refused,
    onSuccess: (invited) => show(invited, true),
  });
  const turn = useMutation({
    mutationFn: (active: boolean) => ask(api.PATCH("/v1/people/{person}", { ...path, body: { active } })),
    onError: refused,
    onSuccess: () => {
      void client.invalidateQueries({ queryKey: ["people"] });
      done(t.saved);
    },
  });
  return (
    <div className={blocks.end}>
      <Button size="xs" variant="default" loading={again.isPending} onClick={() => again.mutate()}>
        {t.people.again}
      </Button>
      <Button size="xs" variant="default" loading={reset.isPending} onClick={() => reset.mutate()}>
        {t.people.reset}
      </Button>
      {person.active ? (
        <Button
          size="xs"
          variant="default"
          onClick={() => {
            void confirm({
              title: t.people.deactivate,
              text: t.people.deactivateText(person.name),
              confirm: t.people.deactivate,
              danger: true,
            }).then((yes) => {
              if (yes) {
                turn.mutate(false);
              }
            });
          }}
        >
          {t.people.deactivate}
        </Button>
      ) : (
        <Button size="xs" variant="default" onClick={() => turn.mutate(true)}>
          {t.people.reactivate}
        </Button>
      )}
    </div>
  );
}
