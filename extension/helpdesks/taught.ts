/** A page that an agent described by two clicks: one on the conversation, one on the reply box. */
import { boxesAt, conversationIn, readingOf, withSend } from "./any";
import { editableAround, editables } from "./editable";
import type { HelpdeskPage } from "./page";
import { follow, type Route } from "./stable";
import { isVisible } from "./text";

export interface Lesson {
  version: 1;
  conversation: Route;
  box: Route;
}

export function taughtPage(lesson: Lesson): HelpdeskPage {
  const conversation = () => {
    const found = follow(lesson.conversation);
    return found && isVisible(found) ? found : null;
  };
  const box = () => {
    const found = follow(lesson.box);
    return found && isVisible(found) ? editableAround(found) : null;
  };
  return {
    id: "any",
    taught: true,
    known: true,
    region: () => document.body,
    read: () => {
      const found = conversation();
      const reading = readingOf(found ? conversationIn(found) : "");
      // Elsewhere on the site neither is to be found, and nothing is wrong with that.
      return { ...reading, missing: reading.ticket || !box() ? null : "ticket.text" };
    },
    boxes: () => boxesAt(box()),
    keptClear: () => withSend(boxesAt(box())),
    missingBox: () => (!box() && editables(document).length ? "reply.box" : null),
  };
}

/** A lesson as it was kept, null when it is none. */
export function readTaught(kept: unknown): Lesson | null {
  if (typeof kept !== "object" || kept === null) return null;
  const { version, conversation, box } = kept as Partial<Lesson>;
  return version === 1 && isRoute(conversation) && isRoute(box) ? { version, conversation, box } : null;
}

function isRoute(value: unknown): value is Route {
  return Array.isArray(value) && value.length > 0 && value.every((step) => typeof step === "string");
}
