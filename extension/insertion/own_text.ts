/** Which lines of a reply box are the agent's own words, and which are the box's signature or quoted history. */
import { linesOf, type Line } from "./lines";

const SIGNATURE = '[class*="signature" i], [id*="signature" i], [data-smartmail]';
const QUOTE = [
  "blockquote",
  ".gmail_quote",
  ".gmail_attr",
  ".moz-cite-prefix",
  ".moz-forward-container",
  ".yahoo_quoted",
  ".protonmail_quote",
  ".freshdesk_quote",
  ".OutlookMessageHeader",
].join(", ");
/** Outlook's marks: the history is not inside of them, it is all that follows. */
const QUOTE_FOLLOWS = "#appendonsend, #divRplyFwdMsg, #mail-editor-reference-message-container";

const SIGNATURE_MARK = /^--$/;
const QUOTE_MARK = /^>/;
/** "Am Di., 3. Nov. 2026 um 10:12 schrieb Lena Brandt <lena@…>:", and what other languages' programs write. */
const ATTRIBUTION =
  /^(am|on|le|el|il|op)\s.*\d.*\s(schrieb|wrote|écrit|escribió|scritto|schreef)(\s.*)?:$|^\S.{0,80}\s(schrieb am|wrote on)\s.*\d.*:$/iu;
const ADDRESS = /[^\s@]+@[^\s@]+\.\w/;
const ORIGINAL = /^-{2,} ?(ursprüngliche nachricht|originalnachricht|original message|message d'origine).*-{2,}$/iu;
const MAIL_HEADER = [/^(von|from|de|da|van): \S/iu, /^(gesendet|datum|sent|date|envoyé|verzonden): \S/iu];

export type Owner = "agent" | "signature" | "quote";
export interface OwnedLine extends Line {
  owner: Owner;
}

/** The agent's words without signature and quoted history; an empty line between paragraphs. */
export function ownText(box: HTMLElement): string {
  const own = ownedLines(box).filter((line) => line.owner === "agent");
  return own
    .map((line) => line.text)
    .join("\n")
    .replace(/\n{3,}/g, "\n\n")
    .trim();
}

/** The lines of the box's own signature that hold words. */
export function signatureLines(box: HTMLElement): string[] {
  return ownedLines(box)
    .filter((line) => line.owner === "signature" && line.text && !SIGNATURE_MARK.test(line.text))
    .map((line) => line.text);
}

/** The agent's longest run of lines, from its first word to its last: what a draft may take the place of. */
export function ownWords(box: HTMLElement): Line[] {
  let longest: Line[] = [];
  let run: Line[] = [];
  for (const line of ownedLines(box)) {
    if (line.owner !== "agent") run = [];
    else if (line.text || run.length) run.push(line);
    if (lettersIn(run) > lettersIn(longest)) longest = [...run];
  }
  while (longest.length && !longest.at(-1)?.text) longest.pop();
  return longest;
}

function lettersIn(lines: Line[]): number {
  return lines.reduce((sum, line) => sum + line.text.length, 0);
}

/** All lines of the box, each with whose it is. */
export function ownedLines(box: HTMLElement): OwnedLine[] {
  const lines = linesOf(box).map((line) => ({ ...line, owner: ownerByMarkup(line, box) }));
  const follows = box.querySelector(QUOTE_FOLLOWS);
  let rest: Owner | null = null;
  for (const [at, line] of lines.entries()) {
    if (line.owner === "quote") {
      // A signature ends where the history begins; what the agent wrote below a quote is theirs again.
      rest = rest === "quote" ? rest : null;
      continue;
    }
    if (follows && isAtOrAfter(line.within, follows)) rest = "quote";
    else if (rest !== "quote" && beginsHistory(lines, at)) rest = "quote";
    else if (rest === null && SIGNATURE_MARK.test(line.text)) rest = "signature";
    if (rest) line.owner = rest;
    else if (line.owner === "agent" && (QUOTE_MARK.test(line.text) || announcesQuote(lines, at))) line.owner = "quote";
  }
  return lines;
}

function ownerByMarkup(line: Line, box: HTMLElement): Owner {
  const inside = (selector: string): boolean => {
    const found = line.within.closest(selector);
    return found !== null && found !== box && box.contains(found);
  };
  if (inside(QUOTE)) return "quote";
  return inside(SIGNATURE) ? "signature" : "agent";
}

function isAtOrAfter(element: Element, mark: Element): boolean {
  return mark.contains(element) || Boolean(mark.compareDocumentPosition(element) & Node.DOCUMENT_POSITION_FOLLOWING);
}

/** Whether all that follows is history that bears no marks of its own. */
function beginsHistory(lines: OwnedLine[], at: number): boolean {
  const text = lines[at]?.text ?? "";
  if (ORIGINAL.test(text)) return true;
  const next = lines.slice(at, at + 3).map((line) => line.text);
  if (MAIL_HEADER.every((field) => next.some((line) => field.test(line))) && MAIL_HEADER[0]?.test(text)) return true;
  return attributionAt(lines, at) && ADDRESS.test(twoLines(lines, at)) && !quoteNear(lines, at);
}

/** "Am … schrieb …:" right above a quote that is marked as one. Without a quote below it, it is the agent's sentence. */
function announcesQuote(lines: OwnedLine[], at: number): boolean {
  if (attributionAt(lines, at)) return quoteNear(lines, at);
  return at > 0 && !ATTRIBUTION.test(lines[at - 1]?.text ?? "") && attributionAt(lines, at - 1) && quoteNear(lines, at);
}

function attributionAt(lines: OwnedLine[], at: number): boolean {
  return ATTRIBUTION.test(lines[at]?.text ?? "") || ATTRIBUTION.test(twoLines(lines, at));
}

/** An attribution may have been broken in two. */
function twoLines(lines: OwnedLine[], at: number): string {
  return `${lines[at]?.text} ${lines[at + 1]?.text ?? ""}`;
}

function quoteNear(lines: OwnedLine[], at: number): boolean {
  return lines.slice(at + 1, at + 4).some((line) => line.owner === "quote" || QUOTE_MARK.test(line.text));
}
