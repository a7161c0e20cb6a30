import { Button } from "@mantine/core";
import { Link, type ErrorComponentProps } from "@tanstack/react-router";
import { Compass } from "lucide-react";

import { Problem } from "@/api/problem";
import { Empty, ProblemNote } from "@/ui/states";

import { t } from "./text";

export function NotFound() {
  return (
    <Empty
      icon={Compass}
      title={t.notFound}
      action={
        <Button component={Link} to="/" variant="default">
          {t.home}
        </Button>
      }
    >
      {t.notFoundLine}
    </Empty>
  );
}

/** A page that threw. A new version on the server has other files: loading again gets them. */
export function Crashed({ error, reset }: ErrorComponentProps) {
  if (error instanceof Problem) {
    return (
      <div style={{ padding: "2rem" }}>
        <ProblemNote error={error} retry={reset} />
      </div>
    );
  }
  return (
    <Empty title={t.crashed} action={<Button onClick={() => window.location.reload()}>{t.reload}</Button>}>
      {t.crashedLine}
    </Empty>
  );
}
