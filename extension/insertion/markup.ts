/** A plain draft as the HTML that a reply box is given. */

/** One block a paragraph, for editors that set paragraphs apart. */
export function asParagraphs(text: string): string {
  return text
    .split("\n\n")
    .map((paragraph) => `<p>${paragraph.split("\n").map(escaped).join("<br>")}</p>`)
    .join("");
}

/** One block a line and an empty one between paragraphs, as webmails write. */
export function asLines(text: string): string {
  return text
    .split("\n")
    .map((line) => `<div>${escaped(line) || "<br>"}</div>`)
    .join("");
}

function escaped(text: string): string {
  return text.replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;").replace(/"/g, "&quot;");
}
