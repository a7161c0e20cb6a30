import { Button, PasswordInput } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";

import { api, ask } from "@/api/client";
import type { SessionReply } from "@/api/contract";
import { ProblemNote } from "@/ui/states";

import { doors } from "../text";
import { Door } from "./Door";
import classes from "./Door.module.css";
import { fieldError, tokenHere, useEntering } from "./entering";

interface Chosen {
  readonly token: string;
  readonly password: string;
}

/** An invitation's link: the first password. */
export function AcceptInvitation() {
  return (
    <Choose
      title={doors.invitation}
      lead={doors.invitationLead}
      send={(body) => ask(api.POST("/v1/invitations/acceptance", { body }))}
    />
  );
}

/** A link to a new password. */
export function ResetPassword() {
  return (
    <Choose
      title={doors.reset}
      lead={doors.resetLead}
      send={(body) => ask(api.POST("/v1/password-resets/acceptance", { body }))}
    />
  );
}

interface Props {
  readonly title: string;
  readonly lead: string;
  readonly send: (chosen: Chosen) => Promise<SessionReply>;
}

function Choose({ title, lead, send }: Props) {
  const [password, setPassword] = useState("");
  const enter = useEntering();
  const token = tokenHere();
  const choose = useMutation({ mutationFn: () => send({ token, password }), onSuccess: enter });
  if (token === "") {
    return <Door title={doors.noToken} lead={doors.noTokenLine}>{null}</Door>;
  }
  return (
    <Door title={title} lead={lead}>
      <form
        className={classes.form}
        onSubmit={(event) => {
          event.preventDefault();
          choose.mutate();
        }}
      >
        <PasswordInput
          label={doors.choose}
          description={doors.chooseHint}
          autoComplete="new-password"
          minLength={10}
          required
          withAsterisk={false}
          value={password}
          error={fieldError(choose.error, "password")}
          onChange={(event) => setPassword(event.currentTarget.value)}
        />
        {choose.isError ? <ProblemNote error={choose.error} /> : null}
        <Button type="submit" loading={choose.isPending}>
          {doors.begin}
        </Button>
      </form>
    </Door>
  );
}
