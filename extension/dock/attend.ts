/** Attends to a helpdesk's page for as long as it is open. */
import { browser } from "wxt/browser";
import { deepFocus } from "../helpdesks/editable";
import { anyPage } from "../helpdesks/any";
import { insertDraft } from "../insertion/insert";
import type { InsertAnswer, OpenMessage, PageAsks, PageEvent } from "../messages";
import { Attention } from "./attention";
import { PagePort } from "./page_port";
import { PanelFrame } from "./panel_frame";
import { look, type Sight } from "./sight";

const LOOK_EVERY_MS = 300;

export function attend({ signal }: { signal: AbortSignal }): void {
  const attention = new Attention();
  const panel = new PanelFrame();
  const page = anyPage(() => attention.lastBox);
  let focusBefore: Element | null = null;
  let told: Sight["marks"] | null = null;

  const see = () => {
    const sight = look(page, attention);
    told = sight.marks;
    return sight;
  };
  const port = new PagePort(
    {
      read: async () => see().state,
      insert,
      teach: async () => ({ taught: false }),
      censored: async () => ({ html: "" }),
      dock: async ({ side, width }) => (panel.dock(side, width), {}),
      close: async () => {
        panel.close();
        if (focusBefore?.isConnected) (focusBefore as HTMLElement).focus();
        return {};
      },
    },
    () => undefined,
  );

  async function insert({ text, place, stamp, force }: PageAsks["insert"]["args"]): Promise<InsertAnswer> {
    const { box, state } = look(page, attention);
    if (!box) return { inserted: false, reason: "gone", copied: false };
    if (state.stamp !== stamp && !force) return { inserted: false, reason: "changed", copied: false };
    const answer = await insertDraft(box.box, text, { place, caret: attention.caretIn(box.box) });
    see();
    return answer;
  }

  function tellChanges(): void {
    if (!port.connected || !told) return;
    const before = told;
    const { marks, state } = see();
    const tell = (what: Extract<PageEvent, { event: "changed" }>["what"]) =>
      port.tell({ event: "changed", stamp: state.stamp, what });
    if (marks.identity !== before.identity) tell("other_ticket");
    else if (marks.conversation !== before.conversation) tell("conversation");
    else if (marks.box !== before.box) tell("box");
  }

  port.listen(signal);
  attention.follow(signal);
  setInterval(tellChanges, LOOK_EVERY_MS);
  browser.runtime.onMessage.addListener((message: OpenMessage, sender) => {
    if (sender.id !== browser.runtime.id || !message.open) return;
    attention.note();
    if (!panel.isOpen) focusBefore = deepFocus();
    panel.open("right", 380);
    port.tellWhenThere({ event: "go", insert: message.insert });
  });
}
