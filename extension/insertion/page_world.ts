/**
 * Events as the page's own scripts would make them.
 *
 * In Chrome an object made by a content script looks to the page like one of its own. In Firefox a `DataTransfer` made
 * here arrives empty there, so it and its event are made by the page's constructors.
 */

type Made = "ClipboardEvent" | "InputEvent";
type Global = Window & typeof globalThis;
type Unwrapped = Global & { wrappedJSObject?: Global };
/** Firefox alone: makes an object of this world readable in the page's. */
declare const cloneInto: ((value: object, target: object, options: { wrapReflectors: boolean }) => object) | undefined;

function windowOf(box: Element): Unwrapped {
  return (box.ownerDocument.defaultView ?? window) as Unwrapped;
}

export function dataTransfer(box: Element, data: Record<string, string>): DataTransfer {
  const own = windowOf(box);
  const transfer = new (own.wrappedJSObject ?? own).DataTransfer();
  for (const [type, value] of Object.entries(data)) transfer.setData(type, value);
  return transfer;
}

export function pageEvent(box: Element, made: Made, type: string, init: EventInit): Event {
  const own = windowOf(box);
  const page = own.wrappedJSObject ?? own;
  const readable = own.wrappedJSObject && cloneInto ? cloneInto(init, own, { wrapReflectors: true }) : init;
  return new page[made](type, readable);
}

/** The element as the page's scripts see it, with what they have put in front of its properties. */
export function inPage<E extends Element>(element: E): E {
  return (element as E & { wrappedJSObject?: E }).wrappedJSObject ?? element;
}
