/** The selector packs: the server's where it answers, what it said last, else the copy that came with the extension. */
import { browser } from "wxt/browser";
import bundled from "../../server/routes/helpdesks.json";
import { readConnection } from "./connection";
import { fetchIfChanged } from "./server";

interface Kept {
  packs: unknown;
  etag: string | null;
  /** Milliseconds since 1970. */
  asked_at: number;
}

const ASK_AGAIN_AFTER = 3_600_000;

/** Packs as data; whoever uses them reads them strictly. */
export async function currentPacks(): Promise<unknown> {
  const { packs: kept } = (await browser.storage.local.get("packs")) as { packs?: Kept };
  if (kept && Date.now() - kept.asked_at < ASK_AGAIN_AFTER) return kept.packs;
  if (!(await readConnection())) return bundled;
  try {
    const fresh = await fetchIfChanged("/v1/helpdesks", kept?.etag ?? null);
    const packs = fresh?.body ?? kept?.packs ?? bundled;
    await browser.storage.local.set({
      packs: { packs, etag: fresh?.etag ?? kept?.etag ?? null, asked_at: Date.now() },
    });
    return packs;
  } catch {
    return kept?.packs ?? bundled;
  }
}
