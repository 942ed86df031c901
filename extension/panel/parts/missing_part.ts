/** What of a page was not found, in words. */
import type { Speech } from "../speech";

/** `message.text` as a person would call it; the report says it exactly. */
export function missingPart(name: string, { say }: Speech): string {
  const [part = ""] = name.split(".");
  return say.missing(say.parts[part] ?? name);
}
