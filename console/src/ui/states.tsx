import { Button, Skeleton } from "@mantine/core";
import type { UseQueryResult } from "@tanstack/react-query";
import type { LucideIcon } from "lucide-react";
import type { ReactNode } from "react";

import { Problem } from "@/api/problem";

import classes from "./states.module.css";
import { t } from "./text";

interface EmptyProps {
  readonly icon?: LucideIcon;
  readonly title: string;
  /** What would bring something here, in one sentence. */
  readonly children?: ReactNode;
  readonly action?: ReactNode;
}

/** Nothing here, and why that is fine or what to do. */
export function Empty({ icon: Icon, title, children, action }: EmptyProps) {
  return (
    <div className={classes.empty}>
      {Icon === undefined ? null : (
        <span className={classes.icon}>
          <Icon size={22} strokeWidth={1.6} aria-hidden />
        </span>
      )}
      <p className={classes.title}>{title}</p>
      {children === undefined ? null : <p className={classes.text}>{children}</p>}
      {action}
    </div>
  );
}

/** A refused request: what is wrong, in which field, and the fix. */
export function ProblemNote({ error, retry }: { readonly error: unknown; readonly retry?: (() => void) | undefined }) {
  const problem = error instanceof Problem ? error : null;
  return (
    <div className={classes.problem} role="alert">
      <p className={classes.title}>{problem?.message ?? t.failed}</p>
      {problem?.fix == null ? null : <p className={classes.text}>{problem.fix}</p>}
      {problem === null ? null : <ProblemDetails problem={problem} />}
      {retry === undefined ? null : (
        <Button variant="default" size="xs" onClick={retry}>
          {t.retry}
        </Button>
      )}
    </div>
  );
}

function ProblemDetails({ problem }: { readonly problem: Problem }) {
  const { field, request_id: request } = problem.body;
  if (field === null && request === null) {
    return null;
  }
  return (
    <p className={classes.details}>
      {field === null ? null : (
        <span>
          {t.field} <code>{field}</code>
        </span>
      )}
      {request === null ? null : (
        <span>
          {t.request} <code>{request}</code>
        </span>
      )}
    </p>
  );
}

/** Rows that are on their way. */
export function Loading({ rows = 6, height = 44 }: { readonly rows?: number; readonly height?: number }) {
  return (
    <div className={classes.loading} role="status" aria-label={t.loading}>
      {Array.from({ length: rows }, (_, row) => (
        <Skeleton key={row} height={height} radius="md" />
      ))}
    </div>
  );
}

interface LoadedProps<T> {
  readonly of: UseQueryResult<T>;
  readonly children: (data: T) => ReactNode;
  readonly loading?: ReactNode;
}

/** A query's answer, with its loading and error states: `<Loaded of={query}>{(data) => …}</Loaded>`. */
export function Loaded<T>({ of, children, loading }: LoadedProps<T>) {
  if (of.data !== undefined) {
    return children(of.data);
  }
  if (of.isError) {
    return <ProblemNote error={of.error} retry={() => void of.refetch()} />;
  }
  return loading ?? <Loading />;
}
