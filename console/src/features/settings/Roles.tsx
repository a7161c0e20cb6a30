import { words } from "@/text/format";
import { Loaded } from "@/ui/states";

import { usePeople, useRoles } from "./known";
import classes from "./settings.module.css";
import { t } from "./text";

/** What each role gives, in words. */
export function Roles() {
  const roles = useRoles();
  const people = usePeople();
  return (
    <Loaded of={roles}>
      {(known) => {
        const meaning = new Map(known.rights.map((right) => [right.name, right.words]));
        return known.roles.map((role) => (
          <section key={role.name} className={classes.section}>
            <h2 className={classes.heading}>{words(role.name)}</h2>
            <p className="quiet">
              {role.words} ·{" "}
              {t.roles.held(people.data?.people.filter((person) => person.roles.includes(role.name)).length ?? 0)}
            </p>
            <ul>
              {role.rights.map((right) => (
                <li key={right}>
                  {meaning.get(right)} <code className="quiet">{right}</code>
                </li>
              ))}
            </ul>
          </section>
        ));
      }}
    </Loaded>
  );
}
