/** The words of a part of a page as a reader sees them. */

const NEVER = "script, style, noscript, template, svg, [aria-hidden=true], kulanz-panel, kulanz-button, kulanz-teach";

/** What the browser takes for text and a reader does not. */
const UNREAD = "[aria-hidden=true], [style*=opacity]";

/** Whether a person sees it. */
export function isVisible(element: Element): boolean {
  return element.checkVisibility({ visibilityProperty: true, opacityProperty: true });
}

/** Visible text with `\n` between lines and an empty line between paragraphs, without what matches `leaveOut`. */
export function readText(element: HTMLElement, leaveOut = ""): string {
  // A long conversation is read several times a second, and the browser itself is by far the fastest reader.
  if (!leaveOut && !element.querySelector(UNREAD)) return tidy(element.innerText.split("\n"));
  const skipped = leaveOut ? `${NEVER}, ${leaveOut}` : NEVER;
  const lines: string[] = [""];
  const startLine = () => {
    if (lines.at(-1)?.trim()) lines.push("");
  };
  const visit = (node: Node): void => {
    if (node.nodeType === Node.TEXT_NODE) {
      addText(lines, node);
      return;
    }
    if (!isElement(node) || (node !== element && node.matches(skipped)) || !isVisible(node)) return;
    if (node.localName === "br") {
      lines.push("");
      return;
    }
    const block = isBlock(node);
    if (block) startLine();
    const paragraph = block && hasSpaceAround(node);
    if (paragraph && lines.some((line) => line.trim())) lines.push("");
    node.childNodes.forEach(visit);
    if (block) startLine();
    if (paragraph) lines.push("");
  };
  visit(element);
  return tidy(lines);
}

/** What an element says on one line: its value where it is a field. */
export function wordsOf(element: Element): string {
  const said = "value" in element && typeof element.value === "string" ? element.value : (element.textContent ?? "");
  return said.replace(/\s+/g, " ").trim();
}

function addText(lines: string[], node: Node): void {
  const text = node.nodeValue ?? "";
  const kept = node.parentElement && getComputedStyle(node.parentElement).whiteSpace.startsWith("pre");
  const parts = kept ? text.split("\n") : [text.replace(/[ \t\r\n]+/g, " ")];
  lines.push((lines.pop() ?? "") + (parts.shift() ?? ""), ...parts);
}

function isBlock(element: Element): boolean {
  const { display } = getComputedStyle(element);
  return !display.startsWith("inline") && display !== "contents";
}

function hasSpaceAround(element: Element): boolean {
  const { marginTop, marginBottom } = getComputedStyle(element);
  return element.localName === "p" && (parseFloat(marginTop) > 0 || parseFloat(marginBottom) > 0);
}

function tidy(lines: string[]): string {
  return lines
    .map((line) =>
      line
        .replace(/[ \t\u00a0]+/g, " ")
        .replace(/[\u200b\ufeff]/g, "")
        .trim(),
    )
    .join("\n")
    .replace(/\n{3,}/g, "\n\n")
    .trim();
}

/** Told by its type: a node may stem from a frame with classes of its own. */
function isElement(node: Node): node is Element {
  return node.nodeType === Node.ELEMENT_NODE;
}
