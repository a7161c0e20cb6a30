/** What the server says, as far as the widget reads it. `contract/openapi.json` has all of it. */

export interface Look {
  readonly title: string;
  readonly greeting: string;
  readonly language: string;
  readonly accent: string;
  readonly scheme: "auto" | "light" | "dark";
  readonly texts: Readonly<Record<string, string>>;
  readonly files: boolean;
  readonly file_types: readonly string[];
  readonly file_limit: number;
}

export interface Session {
  readonly token: string;
  readonly returning: string;
  readonly conversation: string;
  readonly known: boolean;
}

export interface ChatFile {
  readonly id: string;
  readonly name: string;
  readonly media_type: string;
  readonly size: number;
}

export type Author = "customer" | "agent" | "person" | "system";

export interface Words {
  readonly number: number;
  readonly id: string;
  readonly author: Author;
  readonly name: string | null;
  readonly text: string;
  readonly attachments: readonly ChatFile[];
  readonly at: string;
}

export interface History {
  readonly messages: readonly Words[];
  readonly before: number | null;
}

export interface State {
  readonly speaker: "agent" | "person" | "queue" | "nobody";
  readonly name: string | null;
  readonly waiting: boolean;
  readonly position: number | null;
  readonly wait_seconds: number | null;
  readonly opens_at: string | null;
  readonly staffed: boolean | null;
  readonly typing: "agent" | "person" | null;
  readonly ended: boolean;
}

export interface Receipt {
  readonly id: string;
  readonly number: number;
  readonly at: string;
}
