/** The one sentence that stands first: what to do, and the few facts that lead there. A pure function. */
import type { Decision, Triage } from "../api/types";
import type { Speech } from "./speech";
import { HEADLINE, type HeadlineWords } from "./strings/headline";

/** More than these nobody takes in at a glance. */
const MOST_FACTS = 3;
const FAULTY = ["damaged", "defective", "not_as_described", "wrong_item", "missing_item"];
const SHOWN_IN_PICTURES = ["damaged", "defective", "not_as_described"];
const UNWANTED = ["unwanted", "wrong_size"];
/** The problem says it all: these are handed to someone else whatever became of the parcel. */
const ALONE = ["safety", "chargeback", "payment"];
const MOVING = ["in_transit", "out_for_delivery"];

/** `Ersatz senden: beschädigt, Foto da, 3 Tage nach Zustellung` */
export function headline(decision: Decision, triage: Pick<Triage, "intent">, speech: Speech): string {
  const words = HEADLINE[speech.language];
  const facts = new FactsOf(decision);
  const reasons = leadingFacts(decision, facts, triage, words, speech).slice(0, MOST_FACTS);
  const lead = leadOf(decision, facts, words, speech);
  return reasons.length ? `${lead}: ${reasons.join(", ")}` : lead;
}

/** Known values only. */
class FactsOf {
  constructor(private readonly decision: Decision) {}

  word(name: string): string {
    const value = this.value(name);
    return typeof value === "string" ? value : "none";
  }

  number(name: string): number | null {
    const value = this.value(name);
    return typeof value === "number" ? value : null;
  }

  /** null where it is not known either way. */
  yes(name: string): boolean | null {
    const value = this.value(name);
    return typeof value === "boolean" ? value : null;
  }

  private value(name: string): unknown {
    return this.decision.facts[name]?.value ?? null;
  }
}

function leadOf(decision: Decision, facts: FactsOf, words: HeadlineWords, speech: Speech): string {
  const { action, amount, asks, until } = decision;
  if (decision.outcome === null) {
    if (decision.order_candidates.length > 1) return words.chooseOrder;
    if (decision.order_number !== null || !asks.length) return words.undecided;
  }
  if (action === "ask") return askingLead(asks, words, speech);
  if (action === "wait" && until) return words.waitUntil(speech.day(until));
  const isMissing = action === "resend" && facts.word("problem") === "missing_item";
  const lead = isMissing ? words.sendMissing : words.leads[action](amount ? speech.money(amount) : "");
  return asks.length ? words.askFirst(lead, names(asks, speech)) : lead;
}

function askingLead(asks: string[], words: HeadlineWords, speech: Speech): string {
  const [only, ...others] = asks;
  if (only === undefined) return words.undecided;
  return (others.length === 0 && words.asking[only]) || words.askFor(names(asks, speech));
}

function names(asks: string[], speech: Speech): string {
  return speech.listing(asks.map((what) => speech.asked(what)));
}

function leadingFacts(
  decision: Decision,
  facts: FactsOf,
  triage: Pick<Triage, "intent">,
  words: HeadlineWords,
  speech: Speech,
): string[] {
  if (decision.order_number !== null && facts.yes("sender_matches_order") === false && decision.action === "ask")
    return [words.stranger(decision.order_number)];
  const problem = facts.word("problem");
  if (ALONE.includes(problem)) return [words.problems[problem] ?? speech.word("problem", problem)];
  const said = [
    ...problemFacts(problem, decision, facts, triage, words, speech),
    ...parcelFacts(problem, facts, words),
    ...deliveryFacts(problem, facts, words),
  ];
  if (decision.outcome !== null) return said;
  if (decision.order_candidates.length > 1) return [words.fits(decision.order_candidates.length), ...said];
  if (decision.order_number === null) return [...said.slice(0, MOST_FACTS - 1), words.noOrder];
  const [missing] = decision.missing_facts;
  return missing ? [words.unknown(speech.asked(missing))] : said;
}

function problemFacts(
  problem: string,
  decision: Decision,
  facts: FactsOf,
  triage: Pick<Triage, "intent">,
  words: HeadlineWords,
  speech: Speech,
): string[] {
  const open = facts.yes("withdrawal_open");
  const isWithdrawn = facts.yes("withdrawal_declared") === true;
  const said: string[] = [];
  if (isWithdrawn && open !== null) said.push(open ? words.withdrawn : words.withdrawnInVain);
  if (problem === "none") said.push(inRunningText(speech.word("intent", triage.intent), speech));
  else if (problem === "late") said.push(lateness(facts, words));
  else if (!(isWithdrawn && [...UNWANTED, "cancel"].includes(problem)))
    said.push(words.problems[problem] ?? speech.word("problem", problem));
  if (SHOWN_IN_PICTURES.includes(problem)) said.push(...pictureFact(decision, facts, words));
  const tried = facts.number("remedy_attempts") ?? 0;
  if (FAULTY.includes(problem) && tried > 0) said.push(words.tried(tried));
  if (UNWANTED.includes(problem) && !isWithdrawn && open !== null)
    said.push(open ? words.rightOpen : words.rightNotOpen);
  return said;
}

/** That there is none matters only where the tree asked for one, and goes without saying where the draft does. */
function pictureFact({ asks, path }: Decision, facts: FactsOf, words: HeadlineWords): string[] {
  const hasPicture = facts.yes("proof_provided");
  if (hasPicture) return [words.photo];
  const isAskedFor = asks.some((what) => what === "photo" || what === "video");
  const matters = path.some(({ fact }) => fact === "proof_provided") && !isAskedFor;
  return hasPicture === false && matters ? [words.noPhoto] : [];
}

function lateness(facts: FactsOf, words: HeadlineWords): string {
  const past = facts.number("days_past_promise");
  if (past === null) return words.problems.late ?? "";
  return past > 0 ? words.overdue(past) : words.insidePromise;
}

function parcelFacts(problem: string, facts: FactsOf, words: HeadlineWords): string[] {
  const status = facts.word("shipping_status");
  if (problem === "lost" && status === "delivered") return [words.deniedDelivery(facts.number("days_since_delivery"))];
  const isToldAnyway = FAULTY.includes(problem) && problem !== "missing_item";
  const parcel = isToldAnyway ? undefined : words.parcels[status];
  if (parcel === undefined) return [];
  if (!MOVING.includes(status)) return [parcel];
  const past = facts.number("days_past_promise") ?? 0;
  if (problem !== "late") return past > 0 ? [words.overdue(past), parcel] : [parcel];
  const scanned = facts.number("days_since_last_scan") ?? 0;
  return scanned > 1 ? [parcel, words.lastScan(scanned)] : [parcel];
}

function deliveryFacts(problem: string, facts: FactsOf, words: HeadlineWords): string[] {
  const days = facts.number("days_since_delivery");
  const matters = [...FAULTY, ...UNWANTED].includes(problem);
  return matters && days !== null ? [words.afterDelivery(days)] : [];
}

/** German nouns keep their capital; an English label becomes a part of the sentence. */
function inRunningText(label: string, { language }: Speech): string {
  const plain = label.replace(/\?$/, "");
  return language === "en" ? plain.slice(0, 1).toLowerCase() + plain.slice(1) : plain;
}
