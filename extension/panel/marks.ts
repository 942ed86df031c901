/** The spans of a draft that something is known about: what supports them, and which check failed there. Pure. */
import type { Draft } from "../api/types";
import type { Speech } from "./speech";

export type MarkKind = "block" | "warn" | "unsupported" | "supported";

export interface Segment {
  text: string;
  kind: MarkKind | null;
  /** What is to be read when pointed at. */
  note: string;
}

interface Mark {
  start: number;
  end: number;
  kind: MarkKind;
  note: string;
}

/** Where marks overlap, the gravest shows. */
const GRAVEST_FIRST: MarkKind[] = ["block", "warn", "unsupported", "supported"];

/** The whole text in order, cut where marks begin and end. Offsets count UTF-16 code units, as JavaScript does. */
export function segments(draft: Draft, speech: Speech): Segment[] {
  const marks = marksOf(draft, speech);
  const cuts = new Set([0, draft.text.length]);
  for (const { start, end } of marks) cuts.add(start).add(end);
  const sorted = [...cuts].filter((cut) => cut >= 0 && cut <= draft.text.length).toSorted((a, b) => a - b);
  return sorted.slice(1).map((end, at) => {
    const start = sorted[at] ?? 0;
    const covering = marks.filter((mark) => mark.start <= start && mark.end >= end);
    const kind = GRAVEST_FIRST.find((grave) => covering.some((mark) => mark.kind === grave)) ?? null;
    const notes = new Set(covering.filter((mark) => mark.kind === kind).map(({ note }) => note));
    return { text: draft.text.slice(start, end), kind, note: [...notes].join(" ") };
  });
}

function marksOf({ checks, claims, citations }: Draft, speech: Speech): Mark[] {
  const { say } = speech;
  const found: Mark[] = claims.map(({ start, end, supported_by: support }) =>
    support
      ? { start, end, kind: "supported", note: say.supported(supportInWords(support, speech)) }
      : { start, end, kind: "unsupported", note: say.unsupported },
  );
  for (const { spans, title } of citations)
    for (const [start, end] of spans) found.push({ start, end, kind: "supported", note: say.supported(title) });
  for (const { passed, severity, reason, start, end } of checks)
    if (!passed && start !== null && end !== null) found.push({ start, end, kind: severity, note: reason });
  return found;
}

/** `tracking:JJD01` as "Sendungsverfolgung JJD01"; field names of the API are nobody's words. */
function supportInWords(support: string, { say }: Speech): string {
  const [kind = "", detail = ""] = support.split(/[:.](.*)/s);
  const name = say.support[kind] ?? kind;
  return kind === "tracking" || kind === "policy" ? `${name} ${detail.replace(/@\d+$/, "")}` : name;
}
