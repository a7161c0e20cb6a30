import { words } from "@/text/format";
import blocks from "@/ui/blocks.module.css";
import { Loaded } from "@/ui/states";

import { usePeople, useRoles } from "./known";
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
          <section key={role.name} className={blocks.section}>
            <h2 className={blocks.heading}>{words(role.name)}</h2>
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
