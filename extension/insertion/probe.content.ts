/** In the test build alone: lets a test call the insertion in a page, from the script's own world as the panel does. */
import { browser } from "wxt/browser";
import { defineContentScript } from "wxt/utils/define-content-script";
import { rememberCaret, type Caret } from "./caret";
import { insertDraft } from "./insert";
import { ownText } from "./own_text";

interface Ask {
  probe: "remember" | "insert" | "own";
  box: string;
  frame: string | null;
  text: string;
  place: "typed" | "caret";
}

let caret: Caret | null = null;

export default defineContentScript({
  matches: ["https://desk.example/*"],
  noScriptStartedPostMessage: true,
  main: () => {
    browser.runtime.onMessage.addListener((ask: Ask, _sender, answer: (value: unknown) => void) => {
      if (!ask.probe) return false; // said to the page's own script
      void carryOut(ask).then(answer);
      return true;
    });
  },
});

async function carryOut(ask: Ask): Promise<unknown> {
  const frame = ask.frame ? document.querySelector<HTMLIFrameElement>(ask.frame) : null;
  const tree = frame?.contentDocument ?? document.getElementById("editor")?.shadowRoot ?? document;
  const box = tree.querySelector<HTMLElement>(ask.box);
  if (!box) throw new Error(`no ${ask.box}`);
  if (ask.probe === "own") return ownText(box);
  if (ask.probe === "insert") return insertDraft(box, ask.text, { place: ask.place, caret });
  caret = rememberCaret(box);
  return caret !== null;
}
