/** In the test build alone: lets a test call the insertion in a page, from the script's own world as the panel does. */
import {
  rememberCaret,
  type Caret,
} from "../../../../extension/insertion/caret";
import { insertDraft } from "../../../../extension/insertion/insert";
import { ownText } from "../../../../extension/insertion/own_text";

interface Ask {
  probe: "remember" | "insert" | "own";
  box: string;
  frame: string | null;
  text: string;
  place: "typed" | "caret";
}

let caret: Caret | null = null;

export default {
  matches: ["https://desk.example/*"],
  noScriptStartedPostMessage: true,
  main: (): void => {
    chrome.runtime.onMessage.addListener(
      (ask: Ask, _sender: unknown, answer: (value: unknown) => void) => {
        if (!ask.probe) return false;
        void carryOut(ask).then(answer);
        return true;
      },
    );
  },
};

async function carryOut(ask: Ask): Promise<unknown> {
  const frame = ask.frame
    ? document.querySelector<HTMLIFrameElement>(ask.frame)
    : null;
  const box = (frame?.contentDocument ?? document).querySelector<HTMLElement>(
    ask.box,
  );
  if (!box) throw new Error(`no ${ask.box}`);
  if (ask.probe === "own") return ownText(box);
  if (ask.probe === "insert")
    return insertDraft(box, ask.text, { place: ask.place, caret });
  caret = rememberCaret(box);
  return caret !== null;
}
