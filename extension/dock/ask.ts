/** Asks the background. */
import { browser } from "wxt/browser";
import type { BackgroundAsks, BackgroundRequest } from "../messages";

export async function ask<A extends keyof BackgroundAsks>(
  name: A,
  args: BackgroundAsks[A]["args"],
): Promise<BackgroundAsks[A]["answer"]> {
  return browser.runtime.sendMessage({ ask: name, args } as BackgroundRequest);
}
