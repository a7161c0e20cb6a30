import { useDebouncedValue } from "@mantine/hooks";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useRef, useState } from "react";

import type { PolicyProblem } from "@/api/contract";
import blocks from "@/ui/blocks.module.css";

import { Problems } from "./Problems";
import { t } from "./text";
import { formOf, type Working } from "./working";
import own from "./Yaml.module.css";

/** The document itself, checked as it is written. */
export function Yaml({ working }: { readonly working: Working }) {
  const [text, setText] = useState(working.document);
  const [settled] = useDebouncedValue(text, 300);
  const area = useRef<HTMLTextAreaElement>(null);
  const checked = useQuery({ ...formOf(settled, ["organisation"]), placeholderData: keepPreviousData });
  const problems = checked.data?.problems ?? [];
  const errors = problems.filter((problem) => problem.severity === "error").length;
  const lines = text.split("\n").length;
  const go = (problem: PolicyProblem) => {
    const at = text.split("\n").slice(0, problem.line - 1).join("\n").length + problem.column - (problem.line === 1 ? 1 : 0);
    area.current?.focus();
    area.current?.setSelectionRange(at, at);
  };
  return (
    <>
      <p className="quiet">{t.yamlLine}</p>
      <div className={own.yaml}>
        <div className={`${own.editor ?? ""} ${blocks.code ?? ""}`}>
          <pre className={own.numbers} aria-hidden>
            {Array.from({ length: lines }, (_, line) => line + 1).join("\n")}
          </pre>
          <textarea
            ref={area}
            className={`${own.area ?? ""} ${blocks.code ?? ""}`}
            aria-label={t.yamlLabel}
            spellCheck={false}
            rows={lines}
            readOnly={!working.mayEdit}
            value={text}
            onChange={(event) => {
              setText(event.currentTarget.value);
              working.replace(event.currentTarget.value);
            }}
          />
        </div>
        <section aria-live="polite">
          <h2 className={blocks.heading}>{t.problemsTitle}</h2>
          <p className="quiet">
            {problems.length === 0 ? t.problemsNone : t.problems(errors, problems.length - errors)}
            {errors > 0 ? `. ${t.errorsFirst}` : ""}
          </p>
          <Problems problems={problems} go={go} />
        </section>
      </div>
    </>
  );
}
