import { Tooltip } from "@mantine/core";

import type { SentenceReply } from "@/api/contract";
import { Tag } from "@/ui/badges";
import { Loaded } from "@/ui/states";

import classes from "./LearnPage.module.css";
import { useWords } from "./queries";
import { t } from "./text";

/** Every threshold, rule, charter and route as a sentence, made by the server from the document that judges. */
export function Decides() {
  const words = useWords();
  return (
    <Loaded of={words}>
      {(data) => (
        <div className={classes.book}>
          <nav className={classes.contents} aria-label={t.contents}>
            {data.sections.map((section) => (
              <a key={section.key} href={`#${section.key}`}>
                {section.title}
              </a>
            ))}
          </nav>
          <div className={classes.text}>
            {data.version === null ? null : <p className="quiet">{t.version(data.version, data.name)}</p>}
            {data.sections.map((section) => (
              <section key={section.key} id={section.key} className={classes.section}>
                <h2>{section.title}</h2>
                <ul>
                  {section.sentences.map((sentence) => (
                    <li key={`${sentence.path} ${sentence.text}`}>
                      <Sentence sentence={sentence} />
                    </li>
                  ))}
                </ul>
              </section>
            ))}
          </div>
        </div>
      )}
    </Loaded>
  );
}

function Sentence({ sentence }: { readonly sentence: SentenceReply }) {
  const answers = [
    sentence.why,
    sentence.owner === null ? null : t.owner(sentence.owner),
    sentence.review === null ? null : t.review(sentence.review),
  ].filter((each) => each !== null);
  return (
    <>
      {sentence.text}{" "}
      {sentence.chosen ? null : (
        <Tooltip label={t.unchosenLine}>
          <span>
            <Tag>{t.unchosen}</Tag>
          </span>
        </Tooltip>
      )}
      {answers.length === 0 ? null : <span className={classes.answers}>{answers.join(" · ")}</span>}
    </>
  );
}
