import { ActionIcon, NumberInput, Select } from "@mantine/core";
import { Trash2 } from "lucide-react";

import blocks from "@/ui/blocks.module.css";
import classes from "./settings.module.css";
import { t } from "./text";

type Levels = Readonly<Record<string, number>>;

interface Props {
  readonly of: Levels;
  readonly known: readonly string[];
  readonly put: (of: Record<string, number>) => void;
}

const MIDDLE = 5;

/** What somebody is good at, each from 0 to 10. */
export function SkillLevels({ of, known, put }: Props) {
  const free = known.filter((skill) => !(skill in of));
  return (
    <fieldset className={classes.group}>
      <legend className={blocks.small}>{t.people.skills}</legend>
      <p className="quiet">{t.people.skillsHint}</p>
      {Object.entries(of).map(([skill, level]) => (
        <div key={skill} className={classes.fields}>
          <NumberInput label={skill} min={0} max={10} w={150} value={level} onChange={(value) => put({ ...of, [skill]: Number(value) })} />
          <ActionIcon
            variant="subtle"
            color="red"
            size={34}
            aria-label={`${t.remove}: ${skill}`}
            onClick={() => put(Object.fromEntries(Object.entries(of).filter(([each]) => each !== skill)))}
          >
            <Trash2 size={15} aria-hidden />
          </ActionIcon>
        </div>
      ))}
      {free.length === 0 ? null : (
        <Select
          mt="xs"
          w={220}
          aria-label={t.people.addSkill}
          placeholder={t.people.addSkill}
          searchable
          value={null}
          data={free}
          onChange={(skill) => {
            if (skill !== null) {
              put({ ...of, [skill]: MIDDLE });
            }
          }}
        />
      )}
    </fieldset>
  );
}
