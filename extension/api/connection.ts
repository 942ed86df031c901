/** The pairing: address and token in the browser's storage, where no page's script can read them. */
import { browser } from "wxt/browser";
import type { Connected } from "../messages";

interface Connection extends Connected {
  token: string;
}

/** Only the extension's own pages read the storage; content scripts ask the background. */
export async function keepStorageFromPages(): Promise<void> {
  await browser.storage.local.setAccessLevel?.({ accessLevel: "TRUSTED_CONTEXTS" });
}

export async function readConnection(): Promise<Connection | null> {
  const { connection } = await browser.storage.local.get("connection");
  return (connection as Connection | undefined) ?? null;
}

export async function keepConnection(connection: Connection | null): Promise<void> {
  if (connection) await browser.storage.local.set({ connection });
  else await browser.storage.local.remove("connection");
}

export function withoutToken(connection: Connection | null): Connected | null {
  return connection && { address: connection.address, store: connection.store, agent: connection.agent };
}
