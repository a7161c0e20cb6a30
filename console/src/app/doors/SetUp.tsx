import { Button, PasswordInput, TextInput } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";

import { api, ask } from "@/api/client";
import { ProblemNote } from "@/ui/states";

import { doors } from "../text";
import { Door } from "./Door";
import classes from "./Door.module.css";
import { fieldError, tokenHere, useEntering } from "./entering";

/** The one-time link of the first start: the organisation and its first administrator. */
export function SetUp() {
  const [given, setGiven] = useState({ organisation: "", name: "", email: "", password: "" });
  const enter = useEntering();
  const token = tokenHere();
  const setUp = useMutation({
    mutationFn: () => ask(api.POST("/v1/set-up", { body: { token, ...given } })),
    onSuccess: enter,
  });
  if (token === "") {
    return <Door title={doors.noToken} lead={doors.noTokenLine}>{null}</Door>;
  }
  const field = (name: keyof typeof given) => ({
    required: true,
    withAsterisk: false,
    value: given[name],
    error: fieldError(setUp.error, name),
    onChange: (event: { readonly currentTarget: { readonly value: string } }) =>
      setGiven({ ...given, [name]: event.currentTarget.value }),
  });
  return (
    <Door title={doors.setUp} lead={doors.setUpLead}>
      <form
        className={classes.form}
        onSubmit={(event) => {
          event.preventDefault();
          setUp.mutate();
        }}
      >
        <TextInput label={doors.organisation} autoComplete="organization" {...field("organisation")} />
        <TextInput label={doors.yourName} autoComplete="name" {...field("name")} />
        <TextInput label={doors.email} type="email" autoComplete="username" {...field("email")} />
        <PasswordInput
          label={doors.choose}
          description={doors.chooseHint}
          autoComplete="new-password"
          minLength={10}
          {...field("password")}
        />
        {setUp.isError ? <ProblemNote error={setUp.error} /> : null}
        <Button type="submit" loading={setUp.isPending}>
          {doors.begin}
        </Button>
      </form>
    </Door>
  );
}
