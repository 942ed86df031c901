/** A page's structure without a word of what it says: enough to mend selectors with, and nothing about anybody. */

/** Characters of HTML. */
const MOST = 200_000;
/** What selectors can be made of; of other values only the shape is kept. */
const STRUCTURAL =
  /^(class|id|role|type|contenteditable|g_editable|hidden|aria-(hidden|multiline|haspopup|expanded)|data-(test-?id|cy|qa|is-active))$/;
/** Elsewhere a name is a person's: Gmail has the sender's there. */
const NAMED = "input, textarea, select, button, form, iframe";
const NEVER = "script, style, noscript, template, link, meta, kulanz-panel, kulanz-button, kulanz-teach";

export function censored(region: Element): string {
  return copyOf(region).outerHTML.slice(0, MOST);
}

/** Built anew, not cloned: a clone would load the images of the page again. */
function copyOf(element: Element): Element {
  const inert = document.implementation.createHTMLDocument("");
  const copy = (from: Element): Element => {
    const to = inert.createElement(from.localName);
    for (const { name, value } of from.attributes) {
      const kept = STRUCTURAL.test(name) || (name === "name" && from.matches(NAMED));
      if (/^[a-z_][\w-]*$/i.test(name)) to.setAttribute(name, kept ? withoutNumbers(value) : masked(value));
    }
    for (const child of from.childNodes) {
      if (child.nodeType === Node.TEXT_NODE) to.append(masked(child.nodeValue ?? ""));
      else if (child.nodeType === Node.ELEMENT_NODE && !(child as Element).matches(NEVER))
        to.append(copy(child as Element));
    }
    return to;
  };
  return copy(element);
}

function masked(text: string): string {
  return text.replace(/\p{L}|\p{M}/gu, "x").replace(/\p{N}/gu, "0");
}

/** An id may hold a ticket's number, and a name somebody's address. */
function withoutNumbers(value: string): string {
  return value.includes("@") ? masked(value) : value.replace(/\d{3,}/g, (digits) => "0".repeat(digits.length));
}
