import { TagsInput } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";

import { api, ask } from "@/api/client";
import { Loaded } from "@/ui/states";
import { done, refused } from "@/ui/toast";

import { idOf, useOrganisation } from "./known";
import { t } from "./text";

/** What people can be good at. */
export function Skills({ may }: { readonly may: boolean }) {
  const client = useQueryClient();
  const organisation = useOrganisation();
  const put = useMutation({
    mutationFn: (skills: string[]) => ask(api.PUT("/v1/skills", { body: { skills } })),
    onError: refused,
    onSuccess: (shown) => {
      client.setQueryData(["organisation"], shown);
      done(t.saved);
    },
  });
  return (
    <Loaded of={organisation}>
      {({ skills }) => (
        <TagsInput
          label={t.skills.label}
          description={t.skills.hint}
          disabled={!may || put.isPending}
          value={[...skills]}
          onChange={(value) => put.mutate(value.map(idOf))}
        />
      )}
    </Loaded>
  );
}
