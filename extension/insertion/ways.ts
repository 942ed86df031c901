/** The ways in which a text can come into an editor as its own input, so that its model and its undo know of it. */
import { dataTransfer, inPage, pageEvent } from "./page_world";
import { isField, selectionOf } from "./lines";

/** Puts the text over the box's selection; false: the editor did not take it, and nothing has happened. */
export type Way = (box: HTMLElement, text: string, html: string) => boolean;

/** Paste of text with its HTML: what most editors know best. */
export const paste: Way = (box, text, html) => dispatchPaste(box, { "text/plain": text, "text/html": html });

/** Paste of text alone. */
export const pasteText: Way = (box, text) => dispatchPaste(box, { "text/plain": text });

/** The event by which spelling corrections come. */
export const replace: Way = (box, text) => {
  const range = selectionOf(box)?.getRangeAt(0);
  const init = {
    inputType: "insertReplacementText",
    dataTransfer: dataTransfer(box, { "text/plain": text }),
    targetRanges: range ? [new StaticRange(range)] : [],
    bubbles: true,
    cancelable: true,
    composed: true,
  };
  return isTaken(box, pageEvent(box, "InputEvent", "beforeinput", init));
};

/** The browser's own editing command. Only for boxes without a model of their own: others show what they do not know. */
export const execText: Way = (box, text) => box.ownerDocument.execCommand("insertText", false, text);
/** A command keeps an empty first block as a line, where a paste joins it with the line that it comes to. */
export const execHtml: Way = (box, _text, html) =>
  box.ownerDocument.execCommand("insertHTML", false, html.replace(/^<div><br><\/div>/, ""));

/** A field's value by the setter that frameworks have not replaced. It cannot be undone: the last way. */
export const setValue: Way = (box, text) => {
  if (!isField(box) || box.readOnly || box.disabled) return false;
  const start = box.selectionStart ?? box.value.length;
  const value = box.value.slice(0, start) + text + box.value.slice(box.selectionEnd ?? start);
  Object.getOwnPropertyDescriptor(Object.getPrototypeOf(inPage(box)), "value")?.set?.call(inPage(box), value);
  box.setSelectionRange(start + text.length, start + text.length);
  box.dispatchEvent(new InputEvent("input", { bubbles: true, composed: true, inputType: "insertText", data: text }));
  box.dispatchEvent(new Event("change", { bubbles: true }));
  return true;
};

/**
 * The way as a step of its own in an editor that takes down itself what Ctrl+Z brings back, but not around commands.
 * `moment`: an event at which this editor takes down what the box holds.
 */
export function asUndoStep(moment: "compositionend" | "mouseup", way: Way): Way {
  const takeDown = (box: HTMLElement): void => void box.dispatchEvent(new UIEvent(moment, { bubbles: true }));
  return (box, text, html) => {
    takeDown(box);
    const taken = way(box, text, html);
    takeDown(box);
    return taken;
  };
}

function dispatchPaste(box: HTMLElement, data: Record<string, string>): boolean {
  const init = { clipboardData: dataTransfer(box, data), bubbles: true, cancelable: true, composed: true };
  return isTaken(box, pageEvent(box, "ClipboardEvent", "paste", init));
}

/** An editor that takes an event keeps the browser from handling it; one that does not leaves no trace. */
function isTaken(box: HTMLElement, event: Event): boolean {
  const node = selectionOf(box)?.anchorNode;
  const inside = node && box.contains(node) ? node : box;
  return !(inside.nodeType === Node.ELEMENT_NODE ? inside : (inside.parentElement ?? box)).dispatchEvent(event);
}
