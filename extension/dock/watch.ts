/** Follows what happens in a page: one observer, and rarely more than three looks a second. */

const PAUSE_MS = 300;
/** By which helpdesks fold messages, change tabs and open boxes; the many others would only wake us. */
const ATTRIBUTES = ["class", "hidden", "style", "aria-hidden", "contenteditable", "data-is-active"];
const WHAT: MutationObserverInit = {
  subtree: true,
  childList: true,
  characterData: true,
  attributes: true,
  attributeFilter: ATTRIBUTES,
};

export class Watch {
  private readonly observer = new MutationObserver(() => this.lookSoon());
  private stopListening: AbortController | null = null;
  private observed = new Set<Document>();
  private waiting: ReturnType<typeof setTimeout> | null = null;

  constructor(private readonly onChange: () => void) {}

  start(): void {
    if (this.stopListening) return;
    this.stopListening = new AbortController();
    const { signal } = this.stopListening;
    this.include(document);
    document.addEventListener("input", () => this.lookSoon(), { capture: true, signal });
    for (const moved of ["hashchange", "popstate", "resize"])
      window.addEventListener(moved, () => this.lookSoon(), { signal });
    this.lookSoon();
  }

  /** Follow the document of an editor's frame as well. */
  include(inner: Document): void {
    if (!this.stopListening || this.observed.has(inner)) return;
    this.observed.add(inner);
    this.observer.observe(inner, WHAT);
  }

  stop(): void {
    this.observer.disconnect();
    this.observed.clear();
    this.stopListening?.abort();
    this.stopListening = null;
    if (this.waiting !== null) clearTimeout(this.waiting);
    this.waiting = null;
  }

  private lookSoon(): void {
    this.waiting ??= setTimeout(() => {
      this.waiting = null;
      this.onChange();
    }, PAUSE_MS);
  }
}
