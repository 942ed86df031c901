/** What the decision is waiting for, put to the agent as a question. */
import { useState } from "preact/hooks";
import type { Case } from "../case";
import { useDesk } from "../desk";
import type { FactName } from "../speech";
import { FACTS } from "../words.gen";
import { FactField } from "./FactField";

export function Missing({ at }: { at: Case }) {
  const decision = at.context?.decision;
  if (!decision || at.phase === "drafting" || at.isDeciding || at.stale === "corrected") return null;
  if (decision.order_number === null && (decision.asks.includes("order_number") || decision.order_candidates.length))
    return <WhichOrder candidates={decision.order_candidates} />;
  if (asksForSender(at)) return <IsSenderAllowed order={decision.order_number ?? ""} />;
  const missing = decision.outcome === null && decision.missing_facts.find((name) => name in FACTS);
  return missing ? <OpenQuestion at={at} fact={missing as FactName} /> : null;
}

/** Somebody writes who is not known to be the one whose order it is. */
export function asksForSender({ context, stale }: Case): boolean {
  const decision = context?.decision;
  return (
    decision?.facts.sender_matches_order?.value === false && decision.order_number !== null && stale !== "corrected"
  );
}

function WhichOrder({ candidates }: { candidates: string[] }) {
  const { work, speech } = useDesk();
  const { say } = speech;
  return (
    <section class="notice question">
      <h2>{say.whichOrder}</h2>
      {candidates.length > 0 && (
        <p class="row">
          {candidates.map((number) => (
            <button key={number} type="button" onClick={() => void work.answer("order_number", number)}>
              {number}
            </button>
          ))}
        </p>
      )}
      <OrderNumber />
    </section>
  );
}

/** A field for a number that is not among those found. */
export function OrderNumber() {
  const { work, speech } = useDesk();
  const [number, setNumber] = useState("");
  return (
    <form
      class="row"
      onSubmit={(event) => {
        event.preventDefault();
        if (number.trim()) void work.answer("order_number", number.trim());
      }}
    >
      <input
        aria-label={speech.say.orderNumber}
        placeholder={speech.say.orderNumber}
        autocomplete="off"
        value={number}
        onInput={(event) => setNumber(event.currentTarget.value)}
      />
      <button type="submit">{speech.say.take}</button>
    </form>
  );
}

function IsSenderAllowed({ order }: { order: string }) {
  const { work, speech } = useDesk();
  const { say } = speech;
  return (
    <section class="notice question" id="lock">
      <h2>{say.isSenderAllowed(order)}</h2>
      <p>{say.isSenderAllowedText}</p>
      <p class="row">
        <button type="button" onClick={() => void work.answer("sender_matches_order", true)}>
          {say.yesAllowed}
        </button>
      </p>
      <OrderNumber />
    </section>
  );
}

/** In the shop's own words where the walk stopped at one of its questions. */
function OpenQuestion({ at, fact }: { at: Case; fact: FactName }) {
  const { work, speech } = useDesk();
  const step = at.context?.decision.path.find((one) => one.fact === fact && one.state === "unknown");
  return (
    <section class="notice question">
      <h2>{step?.question ?? speech.say.openQuestion(speech.word("fact", fact))}</h2>
      <FactField fact={fact} isCorrected={false} onValue={(value) => void work.answer(fact, value)} />
    </section>
  );
}
