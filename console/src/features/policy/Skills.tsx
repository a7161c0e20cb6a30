import { Autocomplete, Button, NumberInput } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";

import type { RouteReply } from "@/api/contract";
import { organisationQuery } from "@/api/organisation";

import { FieldGrid } from "./FieldGrid";
import classes from "./policy.module.css";
import { t } from "./text";
import type { Working } from "./working";

interface Props {
  readonly route: RouteReply;
  readonly title: string;
  readonly working: Working;
}

/** What the person must be able to do, how well, and when a need is given up so that the customer does not wait for it. */
export function Skills({ route, title, working }: Props) {
  return (
    <div role="group" aria-label={t.skills.of(title)}>
      <h4 className={classes.title}>{t.skills.title}</h4>
      {route.skills.length === 0 ? <p className="quiet">{t.skills.none}</p> : null}
      {route.skills.map((need) => (
        <div key={need.skill} role="group" aria-label={need.skill}>
          <p className={classes.text}>{need.words}</p>
          <FieldGrid of={need.fields} working={working} />
          {working.mayEdit ? (
            <Button variant="default" size="compact-xs" onClick={() => working.edit({ path: need.path, remove: true })}>
              {t.skills.remove(need.skill)}
            </Button>
          ) : null}
        </div>
      ))}
      {working.mayEdit ? <NewSkill route={route} working={working} /> : null}
    </div>
  );
}

function NewSkill({ route, working }: Omit<Props, "title">) {
  const [skill, setSkill] = useState("");
  const [level, setLevel] = useState(5);
  const known = useQuery(organisationQuery).data?.skills ?? [];
  const there = route.skills.map((need) => need.skill);
  const name = skill.trim();
  return (
    <form
      className={classes.form}
      onSubmit={(event) => {
        event.preventDefault();
        const set = { skill: name, level };
        working.edit(there.length === 0 ? { path: [...route.path, "skills"], set: [set] } : { path: [...route.path, "skills", name], set });
        setSkill("");
      }}
    >
      <Autocomplete label={t.skills.skill} data={known.filter((each) => !there.includes(each))} value={skill} onChange={setSkill} />
      <NumberInput label={t.skills.level} min={0} max={10} value={level} onChange={(value) => setLevel(Number(value) || 0)} />
      <Button type="submit" variant="default" disabled={name === "" || there.includes(name)}>
        {t.skills.add}
      </Button>
    </form>
  );
}
