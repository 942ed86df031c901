/** What every part of the panel has at hand: the work, and its reader's language. */
import { createContext } from "preact";
import { useContext } from "preact/hooks";
import { browser } from "wxt/browser";
import { Speech } from "./speech";
import type { Work } from "./work";

export interface Desk {
  work: Work;
  speech: Speech;
}

export const DeskContext = createContext<Desk | null>(null);

export function useDesk(): Desk {
  const desk = useContext(DeskContext);
  if (!desk) throw new Error("a part of the panel stands outside of it");
  return desk;
}

/** The browser's own language, where the panel has it. */
export function readersSpeech(): Speech {
  return new Speech(browser.i18n.getUILanguage().startsWith("de") ? "de" : "en");
}

/** A handler that counts for nothing unless a person pressed: for what reaches into the page. */
export function byHand(act: () => unknown): (event: Event) => void {
  return (event) => {
    if (event.isTrusted) void act();
  };
}
