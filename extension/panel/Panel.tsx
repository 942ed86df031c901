/** A stand-in until the panel is there. */
import { useEffect, useState } from "preact/hooks";
import { browser } from "wxt/browser";
import type { Hello } from "../messages";

export function Panel() {
  const [hello, setHello] = useState<Hello | null>(null);
  useEffect(() => void browser.runtime.sendMessage({ ask: "hello", args: {} }).then(setHello), []);
  return <main>{hello ? `${hello.tab}/${hello.frame} ${location.href} ${JSON.stringify(hello)}` : "…"}</main>;
}
