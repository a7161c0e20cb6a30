import { Button, TextInput } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useState } from "react";

import { api, ask } from "@/api/client";
import { ProblemNote } from "@/ui/states";

import { doors } from "../text";
import { Door } from "./Door";
import classes from "./Door.module.css";

/** Ask for a link. The answer is the same whether or not the address is known. */
export function ForgotPassword() {
  const [email, setEmail] = useState("");
  const request = useMutation({ mutationFn: () => ask(api.POST("/v1/password-resets", { body: { email } })) });
  return (
    <Door title={doors.forgotTitle} lead={request.isSuccess ? doors.asked : doors.forgotLead}>
      {request.isSuccess ? null : (
        <form
          className={classes.form}
          onSubmit={(event) => {
            event.preventDefault();
            request.mutate();
          }}
        >
          <TextInput
            label={doors.email}
            type="email"
            autoComplete="username"
            required
            withAsterisk={false}
            value={email}
            onChange={(event) => setEmail(event.currentTarget.value)}
          />
          {request.isError ? <ProblemNote error={request.error} /> : null}
          <Button type="submit" loading={request.isPending}>
            {doors.askForIt}
          </Button>
        </form>
      )}
      <p>
        <Link to="/sign-in" search={{}} className={classes.aside}>
          {doors.backToSignIn}
        </Link>
      </p>
    </Door>
  );
}
