/** How the panel speaks to its reader: the contract's words, values, money, days and spans in one language. */
import type { Decision, Money } from "../api/types";
import { STRINGS, type Strings } from "./strings";
import { FACTS, WORDS } from "./words.gen";

export type Language = "de" | "en";
export type FactView = Decision["facts"][string];
export type FactName = keyof typeof FACTS;

const LOCALES = { de: "de-DE", en: "en-GB" } as const;
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

export class Speech {
  readonly say: Strings;
  private readonly words: { readonly [key: string]: string };
  private readonly locale: string;

  constructor(readonly language: Language) {
    this.say = STRINGS[language];
    this.words = WORDS[language];
    this.locale = LOCALES[language];
  }

  /** The reader's word for a value of the contract; the value itself where it is the shop's own. */
  word(kind: string, value: string): string {
    return this.words[`${kind}.${value}`] ?? this.words[`value.${value}`] ?? value;
  }

  /** What a decision asks for: a thing to send or tell, or a fact. */
  asked(what: string): string {
    return this.words[`ask.${what}`] ?? this.word("fact", what);
  }

  /** A fact's value; what none and unknown mean where it has none. */
  value(fact: string, { value, state }: Pick<FactView, "value" | "state">): string {
    if (value === null) return this.words[`${state}.${fact}`] ?? this.word("state", state);
    if (typeof value === "boolean") return this.word("value", value ? "yes" : "no");
    if (typeof value === "number") return String(value);
    if (typeof value === "string") return this.word(fact, value);
    if (Array.isArray(value)) return value.join(", ") || this.word("value", "empty_set");
    return this.money(value);
  }

  money({ amount, currency }: Money): string {
    const format = new Intl.NumberFormat(this.locale, { style: "currency", currency, currencyDisplay: "narrowSymbol" });
    return format.format(Number(amount));
  }

  /** Weekday and date, as written in `iso`: a day, or an instant on its own wall clock. */
  day(iso: string, style: "long" | "short" = "long"): string {
    const date = wallClock(iso);
    const year = date.getUTCFullYear() === new Date().getFullYear() ? {} : { year: "numeric" as const };
    const format = { weekday: style, day: "numeric", month: style, timeZone: "UTC", ...year } as const;
    return new Intl.DateTimeFormat(this.locale, format).format(date);
  }

  /** The time of day, on the clock that `iso` was written by (the shop's). */
  clock(iso: string): string {
    const time = new Intl.DateTimeFormat(this.locale, { hour: "numeric", minute: "2-digit", timeZone: "UTC" });
    return this.say.clock(time.format(wallClock(iso)));
  }

  moment(iso: string): string {
    return `${this.day(iso, "short")}, ${this.clock(iso)}`;
  }

  /** How far from now: "in 3 Stunden", "2 days ago". */
  distance(iso: string, now = Date.now()): string {
    const away = new Date(iso).getTime() - now;
    const size = Math.abs(away);
    const format = new Intl.RelativeTimeFormat(this.locale, { numeric: "always" });
    if (size < HOUR) return format.format(Math.round(away / MINUTE), "minute");
    if (size < 2 * DAY) return format.format(Math.round(away / HOUR), "hour");
    return format.format(Math.round(away / DAY), "day");
  }

  /** a, b und c. */
  listing(parts: string[]): string {
    return new Intl.ListFormat(this.locale, { type: "conjunction" }).format(parts);
  }

  languageName(code: string): string {
    return new Intl.DisplayNames(this.locale, { type: "language" }).of(code) ?? code;
  }
}

/** The figures of an RFC 3339 text as they stand there, whatever its offset and the reader's own zone. */
function wallClock(iso: string): Date {
  return new Date(`${iso.slice(0, 10)}T${iso.length > 10 ? iso.slice(11, 19) : "00:00:00"}Z`);
}
