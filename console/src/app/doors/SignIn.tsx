import { Avatar, Button, PasswordInput, TextInput } from "@mantine/core";
import { useMutation, useQuery } from "@tanstack/react-query";
import { Link, useSearch } from "@tanstack/react-router";
import { ShoppingBag } from "lucide-react";
import { useState } from "react";

import { api, ask } from "@/api/client";
import type { DemoPerson } from "@/api/contract";
import { Problem } from "@/api/problem";
import { ProblemNote } from "@/ui/states";

import { doors } from "../text";
import { Door } from "./Door";
import classes from "./Door.module.css";
import { useEntering } from "./entering";

/** Sign in by e-mail and password; in a demo on this machine with one click. */
export function SignIn() {
  const { next } = useSearch({ from: "/sign-in" });
  const demo = useQuery({
    queryKey: ["demo-people"],
    retry: false,
    queryFn: async () => {
      try {
        return await ask(api.GET("/v1/demo-sessions"));
      } catch (error) {
        if (error instanceof Problem && error.status === 404) {
          return null; // this is no demo
        }
        throw error;
      }
    },
  });
  if (demo.data == null) {
    return (
      <Door title={doors.signIn} lead={doors.signInLead}>
        <ByPassword next={next} />
      </Door>
    );
  }
  return (
    <Door title={doors.demoTitle} lead={doors.demoLead}>
      <InDemo people={demo.data.people} next={next} />
      <p className={classes.or}>{doors.demoOr}</p>
      <ByPassword next={next} />
    </Door>
  );
}

function ByPassword({ next }: { readonly next: string | undefined }) {
  const [email, setEmail] = useState("");
  const [password, setPassword] = useState("");
  const enter = useEntering(next);
  const signIn = useMutation({
    mutationFn: () => ask(api.POST("/v1/sessions", { body: { email, password } })),
    onSuccess: enter,
  });
  return (
    <form
      className={classes.form}
      onSubmit={(event) => {
        event.preventDefault();
        signIn.mutate();
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
      <PasswordInput
        label={doors.password}
        autoComplete="current-password"
        required
        withAsterisk={false}
        value={password}
        onChange={(event) => setPassword(event.currentTarget.value)}
      />
      {signIn.isError ? <ProblemNote error={signIn.error} /> : null}
      <Button type="submit" loading={signIn.isPending}>
        {doors.signIn}
      </Button>
      <Link to="/forgot" className={classes.aside}>
        {doors.forgot}
      </Link>
    </form>
  );
}

function InDemo({ people, next }: { readonly people: readonly DemoPerson[]; readonly next: string | undefined }) {
  const enter = useEntering(next);
  const signIn = useMutation({
    mutationFn: (person: string) => ask(api.POST("/v1/demo-sessions", { body: { person } })),
    onSuccess: enter,
  });
  const guided = Object.keys(doors.guides).flatMap((name) => people.filter((person) => person.name === name));
  const others = people.filter((person) => doors.guides[person.name] === undefined);
  const shown = (person: DemoPerson) => (
    <button
      key={person.id}
      type="button"
      className={classes.person}
      disabled={signIn.isPending}
      onClick={() => signIn.mutate(person.id)}
    >
      <Avatar name={person.name} color="spruce" size={30} radius="xl" />
      <Who name={person.name} line={doors.guides[person.name]} roles={person.roles.map((role) => doors.roles[role]).join(", ")} />
    </button>
  );
  return (
    <>
      <div className={classes.people}>
        {guided.map(shown)}
        <a className={classes.person} href="/demo/shop" target="_blank" rel="noreferrer">
          <Avatar size={30} radius="xl" aria-hidden>
            <ShoppingBag size={15} />
          </Avatar>
          <Who name={doors.customer} line={doors.customerLine} roles={doors.customerWhere} />
        </a>
      </div>
      {others.length === 0 ? null : (
        <>
          <p className={classes.or}>{doors.demoOthers}</p>
          <div className={classes.people}>{others.map(shown)}</div>
        </>
      )}
      {signIn.isError ? <ProblemNote error={signIn.error} /> : null}
    </>
  );
}

function Who({ name, line, roles }: { readonly name: string; readonly line: string | undefined; readonly roles: string }) {
  return (
    <>
      <span className={classes.who}>
        <span className={classes.name}>{name}</span>
        {line === undefined ? null : <span className={classes.guide}>{line}</span>}
      </span>
      <span className={classes.roles}>{roles}</span>
    </>
  );
}
