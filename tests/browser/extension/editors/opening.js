// What a reply box holds when it opens, and how a page says what its editor's model holds.

/** The page's own policy of Trusted Types, for its own markup; an editor has to come along without it. */
const policy = window.trustedTypes.createPolicy("page", {
  createHTML: (source) => source,
});
export const trusted = (source) => policy.createHTML(source);

const history = location.search === "?history";

/** For editors of plain text, and those whose schema knows neither signature nor quote. */
export const LINES = history
  ? [
      "",
      "",
      "-- ",
      "Mia Sommer",
      "Kundenservice Lichtblick",
      "",
      "Am 03.11.2026 um 10:12 schrieb Lena Brandt:",
      "> Wo bleibt meine Lampe?",
    ]
  : [""];
export const TEXT = LINES.join("\n");

export const PARAGRAPHS = LINES.map((line) => `<p>${line.replace(">", "&gt;")}</p>`).join("");

/** The same as a webmail writes it; `block` is the element that this editor makes a line of. */
export function html(block) {
  if (!history) return `<${block}><br></${block}>`;
  return (
    `<${block}><br></${block}><div class="gmail_signature"><div>Mia Sommer</div><div>Kundenservice Lichtblick</div></div>` +
    `<div class="gmail_quote"><div class="gmail_attr">Am 03.11.2026 um 10:12 schrieb Lena Brandt:</div>` +
    "<blockquote><div>Wo bleibt meine Lampe?</div></blockquote></div>"
  );
}

/** As Outlook on the web writes it: the history has no element of its own, it follows a mark. */
export const OUTLOOK = history
  ? '<div><br></div><div id="Signature"><div>Mia Sommer</div><div>Kundenservice Lichtblick</div></div>' +
    '<div id="appendonsend"></div><hr><div id="divRplyFwdMsg"><b>Von:</b> Lena Brandt<br><b>Gesendet:</b> 03.11.2026</div>' +
    "<div>Wo bleibt meine Lampe?</div>"
  : "<div><br></div>";

/** The text of an editor's own HTML as its reader sees it: paragraphs are apart, lines are not. */
export function textOfHtml(source) {
  const read = (node) => {
    if (node.nodeType === 3) return node.data.replace(/\s*\n\s*/g, "");
    if (node.nodeName === "BR") return node.nextSibling || !/^(P|DIV)$/.test(node.parentNode.nodeName) ? "\n" : "";
    let text = "";
    for (const child of node.childNodes) {
      const block = /^(P|DIV|BLOCKQUOTE|UL|OL|LI)$/.test(child.nodeName);
      const inner = read(child);
      const apart = child.nodeName === "P" || child.previousSibling?.nodeName === "P";
      if (block && child.previousSibling) text += apart ? "\n\n" : "\n";
      else if (!block && /^(P|DIV|BLOCKQUOTE)$/.test(child.previousSibling?.nodeName ?? "") && inner.trim())
        text += "\n";
      text += inner;
    }
    return text;
  };
  return read(new DOMParser().parseFromString(trusted(source), "text/html").body);
}

/** `text` reads the model, never the page. */
export function ready(text) {
  window.editorText = text;
  document.documentElement.dataset.ready = "";
}

export const place = document.getElementById("editor");
