/** Files of a conversation: sent before the words or the decision that names them, and read back as bytes. */
import { api, ask, freshId } from "@/api/client";
import type { ChatFile } from "@/api/contract";
import { problemOf } from "@/api/problem";

/** Keep a file; what it is is decided by the server, from its bytes. */
export function sendFile(conversation: string, file: File): Promise<ChatFile> {
  return ask(
    api.PUT("/v1/conversations/{conversation}/attachments/{attachment}", {
      params: { path: { conversation, attachment: freshId() }, query: { name: file.name } },
      body: "",
      bodySerializer: () => file,
      headers: { "content-type": "application/octet-stream" },
    }),
  );
}

/** A file's bytes, under the type that it was kept with. */
export async function readFile(conversation: string, id: string): Promise<Blob> {
  const response = await fetch(fileAddress(conversation, id));
  if (!response.ok) {
    throw problemOf(response.status, await response.json().catch(() => undefined));
  }
  return response.blob();
}

export const fileAddress = (conversation: string, id: string): string =>
  `/v1/conversations/${encodeURIComponent(conversation)}/attachments/${encodeURIComponent(id)}`;
