/** Finding parts of a page by a pack's selectors. */
import type { Field, Selectors } from "./pack";
import { wordsOf } from "./text";

/** All that the first matching selector finds, in the page's order. */
export function findAll<E extends Element = HTMLElement>(within: ParentNode, selectors: Selectors | null): E[] {
  for (const selector of selectors ?? []) {
    const found = within.querySelectorAll<E>(selector);
    if (found.length) return [...found];
  }
  return [];
}

export function find<E extends Element = HTMLElement>(within: ParentNode, selectors: Selectors | null): E | null {
  return findAll<E>(within, selectors)[0] ?? null;
}

/** Whether the element is one of these or holds one. */
export function holds(element: Element, selectors: Selectors | null): boolean {
  return (selectors ?? []).some((selector) => element.matches(selector) || element.querySelector(selector) !== null);
}

/** Whether the element is one of these or stands in one. */
export function standsIn(element: Element, selectors: Selectors | null): boolean {
  return (selectors ?? []).some((selector) => element.closest(selector) !== null);
}

/** A field's value by the first selector that gives one; null when none does. */
export function value(within: ParentNode, field: Field | null): string | null {
  for (const selector of field?.find ?? []) {
    const found = [...within.querySelectorAll(selector)].map((element) => valueOf(element, field)).find(Boolean);
    if (found) return found;
  }
  return null;
}

/** The values of everything that the first matching selector finds. */
export function values(within: ParentNode, field: Field | null): string[] {
  return findAll(within, field?.find ?? null)
    .map((element) => valueOf(element, field))
    .filter((said) => said !== "");
}

function valueOf(element: Element, field: Field | null): string {
  if (field?.attribute === "value" && "value" in element) return wordsOf(element);
  return field?.attribute ? (element.getAttribute(field.attribute) ?? "").trim() : wordsOf(element);
}
