import { Button } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { Lock } from "lucide-react";
import { useState } from "react";

import { Empty } from "@/ui/states";

import type { Verb } from "./asking";
import { t } from "./text";
import { VerbForm } from "./VerbForm";

/** A sealed case shows only that it is sealed; whoever may open the seal does so for a purpose. */
export function SealedNote({ conversation, verb }: { readonly conversation: string; readonly verb: Verb | undefined }) {
  const queries = useQueryClient();
  const [asked, setAsked] = useState(false);
  return (
    <>
      <Empty
        icon={Lock}
        title={t.sealed.title}
        action={
          verb === undefined ? null : (
            <Button size="xs" onClick={() => setAsked(true)}>
              {t.sealed.open}
            </Button>
          )
        }
      >
        {t.sealed.line}
      </Empty>
      {asked && verb !== undefined ? (
        <VerbForm
          conversation={conversation}
          verb={verb}
          close={() => setAsked(false)}
          done={() => {
            setAsked(false);
            void queries.invalidateQueries();
          }}
        />
      ) : null}
    </>
  );
}
