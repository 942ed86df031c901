/** Elements of the extension's own in the page: their insides are out of reach for it, and its styles for them. */

type Name = "kulanz-panel" | "kulanz-button" | "kulanz-teach";

export interface OwnElement {
  host: HTMLElement;
  root: ShadowRoot;
}

/** An element whose closed shadow root has these styles; tests find it open. */
export function ownElement(name: Name, styles: string): OwnElement {
  const host = document.createElement(name);
  const root = host.attachShadow({ mode: import.meta.env.MODE === "test" ? "open" : "closed" });
  const sheet = document.createElement("style");
  sheet.textContent = styles;
  root.append(sheet);
  return { host, root };
}

/** Take away what a script of before, now cut off from its extension, has left in the page. */
export function removeLeftovers(): void {
  document.querySelectorAll("kulanz-panel, kulanz-button, kulanz-teach").forEach((host) => host.remove());
}
