/** A field for one fact, by its kind. */
import { useState } from "preact/hooks";
import { useDesk } from "../desk";
import type { FactName } from "../speech";
import { FACTS } from "../words.gen";

interface Props {
  fact: FactName;
  /** Whether a value of the agent's own can be taken back. */
  isCorrected: boolean;
  /** A value as the API takes it: null is unknown, undefined takes the correction back. */
  onValue: (value: unknown) => void;
}

const UNKNOWN = "unknown";
const AS_FOUND = "as found";

export function FactField(props: Props) {
  const { kind } = FACTS[props.fact];
  return kind === "choice" || kind === "yes_no" ? <Choice {...props} /> : <Typed {...props} />;
}

function Choice({ fact, isCorrected, onValue }: Props) {
  const { speech } = useDesk();
  const { kind, choices } = FACTS[fact];
  const options: readonly string[] = kind === "yes_no" ? ["yes", "no"] : choices;
  return (
    <select
      aria-label={speech.say.correctFact(speech.word("fact", fact))}
      onChange={(event) => {
        const chosen = event.currentTarget.value;
        if (chosen === AS_FOUND) onValue(undefined);
        else if (chosen === UNKNOWN) onValue(null);
        else onValue(kind === "yes_no" ? chosen === "yes" : chosen);
      }}
    >
      <option value="" selected disabled hidden>
        …
      </option>
      {options.map((choice) => (
        <option key={choice} value={choice}>
          {speech.word(fact, choice)}
        </option>
      ))}
      <option value={UNKNOWN}>{speech.word("state", "unknown")}</option>
      {isCorrected && <option value={AS_FOUND}>{speech.say.asFound}</option>}
    </select>
  );
}

function Typed({ fact, isCorrected, onValue }: Props) {
  const { speech } = useDesk();
  const { say } = speech;
  const [typed, setTyped] = useState("");
  const { kind } = FACTS[fact];
  return (
    <form
      class="row"
      onSubmit={(event) => {
        event.preventDefault();
        if (typed.trim()) onValue(readValue(kind, typed));
      }}
    >
      <input
        class="short"
        aria-label={say.correctFact(speech.word("fact", fact))}
        inputMode={kind === "number" ? "numeric" : kind === "money" ? "decimal" : "text"}
        autocomplete="off"
        value={typed}
        onInput={(event) => setTyped(event.currentTarget.value)}
      />
      <button type="submit">{say.save}</button>
      <button type="button" class="quiet" onClick={() => void onValue(null)}>
        {speech.word("state", "unknown")}
      </button>
      {kind === "number" && (
        <button type="button" class="quiet" onClick={() => void onValue("none")}>
          {speech.value(fact, { value: null, state: "none" })}
        </button>
      )}
      {isCorrected && (
        <button type="button" class="quiet" onClick={() => void onValue(undefined)}>
          {say.asFound}
        </button>
      )}
    </form>
  );
}

/** As the server reads it; a comma for the decimals is German. */
function readValue(kind: string, typed: string): unknown {
  const text = typed.trim();
  if (kind === "number") return Number.isInteger(Number(text)) ? Number(text) : text;
  if (kind === "money") return text.replace(",", ".");
  if (kind === "set") return text.split(",").map((part) => part.trim());
  return text;
}
