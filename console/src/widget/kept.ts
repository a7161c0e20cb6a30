/** What a browser keeps between pages; where it may not, the page keeps it for itself. */

export interface Shelf {
  getItem(name: string): string | null;
  setItem(name: string, value: string): void;
  removeItem(name: string): void;
}

export interface Unsent {
  readonly id: string;
  readonly text: string;
  readonly files: readonly KeptFile[];
  readonly at: number;
}

export interface KeptFile {
  readonly id: string;
  readonly name: string;
  readonly media_type: string;
  readonly size: number;
}

/** A queue of words not yet acknowledged, in order. Its truth is the shelf: another tab may write to it too. */
export class Kept {
  private readonly widget: string;
  private readonly shelf: Shelf;

  constructor(
    widget: string,
    shelf: Shelf,
  ) {
    this.widget = widget;
    this.shelf = shelf;}

  get returning(): string | null {
    return this.read("returning");
  }

  set returning(token: string | null) {
    this.write("returning", token);
  }

  get draft(): string {
    return this.read("draft") ?? "";
  }

  set draft(text: string) {
    this.write("draft", text || null);
  }

  get isOpen(): boolean {
    return this.read("open") === "1";
  }

  set isOpen(open: boolean) {
    this.write("open", open ? "1" : null);
  }

  get seen(): number {
    return Number(this.read("seen") ?? 0) || 0;
  }

  set seen(number: number) {
    this.write("seen", String(number));
  }

  get unsent(): readonly Unsent[] {
    try {
      const read: unknown = JSON.parse(this.read("unsent") ?? "[]");
      return Array.isArray(read) ? read.filter(isUnsent) : [];
    } catch {
      return [];
    }
  }

  add(words: Unsent): void {
    this.write("unsent", JSON.stringify([...this.unsent.filter((each) => each.id !== words.id), words]));
  }

  drop(id: string): void {
    const rest = this.unsent.filter((each) => each.id !== id);
    this.write("unsent", rest.length ? JSON.stringify(rest) : null);
  }

  /** Whose browser this is now. What another customer left is forgotten; what nobody said before is theirs. */
  belongsTo(customer: string): void {
    const before = this.read("customer") ?? "";
    if (before !== "" && before !== customer) {
      for (const name of ["returning", "unsent", "draft", "seen"]) this.write(name, null);
    }
    this.write("customer", customer || null);
  }

  /** Whether what another tab wrote says whose browser this is. */
  isCustomer(name: string | null): boolean {
    return name === this.key("customer");
  }

  private key(name: string): string {
    return `handrail:${this.widget}:${name}`;
  }

  private read(name: string): string | null {
    try {
      return this.shelf.getItem(this.key(name));
    } catch {
      return null;
    }
  }

  private write(name: string, value: string | null): void {
    try {
      if (value === null) this.shelf.removeItem(this.key(name));
      else this.shelf.setItem(this.key(name), value);
    } catch {
      // Full or forbidden: it lasts as long as the page.
    }
  }
}

/** The browser's shelf, or one of the page's own where there is none. */
export function shelf(): Shelf {
  try {
    const probe = "handrail:probe";
    window.localStorage.setItem(probe, "1");
    window.localStorage.removeItem(probe);
    return window.localStorage;
  } catch {
    const kept = new Map<string, string>();
    return {
      getItem: (name) => kept.get(name) ?? null,
      setItem: (name, value) => void kept.set(name, value),
      removeItem: (name) => void kept.delete(name),
    };
  }
}

/** Who a customer token speaks of; only to notice that somebody else sits here. The server checks it. */
export function subjectOf(token: string | null): string {
  try {
    const part = token?.split(".")[1];
    if (!part) return "";
    const read: unknown = JSON.parse(atob(part.replace(/-/g, "+").replace(/_/g, "/")));
    return typeof read === "object" && read !== null && "sub" in read ? String(read.sub) : "";
  } catch {
    return "";
  }
}

function isUnsent(value: unknown): value is Unsent {
  if (typeof value !== "object" || value === null) return false;
  return "id" in value && "text" in value && "files" in value && Array.isArray(value.files) && "at" in value;
}
