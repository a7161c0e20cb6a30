/** Server-sent events out of a stream of bytes; `EventSource` cannot send a token. */

export interface ServerEvent {
  readonly name: string;
  readonly data: string;
  readonly id: string | null;
}

export class EventReader {
  private rest = "";
  private readonly decoder = new TextDecoder();

  /** The events that are whole now. */
  push(bytes: Uint8Array): ServerEvent[] {
    this.rest += this.decoder.decode(bytes, { stream: true });
    const blocks = this.rest.split(/\r?\n\r?\n/);
    this.rest = blocks.pop() ?? "";
    return blocks.map(parsed).filter((each) => each !== null);
  }
}

function parsed(block: string): ServerEvent | null {
  let name = "message";
  let id: string | null = null;
  const data: string[] = [];
  for (const line of block.split(/\r?\n/)) {
    if (line.startsWith(":")) continue;
    const [field, value] = divided(line);
    if (field === "event") name = value;
    else if (field === "id") id = value;
    else if (field === "data") data.push(value);
  }
  return data.length ? { name, data: data.join("\n"), id } : null;
}

function divided(line: string): [string, string] {
  const colon = line.indexOf(":");
  if (colon < 0) return [line, ""];
  return [line.slice(0, colon), line.slice(colon + 1).replace(/^ /, "")];
}
