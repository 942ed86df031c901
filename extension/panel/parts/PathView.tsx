/** The way to the decision: each question with its fact, where that comes from, and a way to correct it. */
import { useState } from "preact/hooks";
import type { Decision } from "../../api/types";
import type { Case } from "../case";
import { useDesk } from "../desk";
import type { FactName, FactView } from "../speech";
import { FACTS } from "../words.gen";
import { FactField } from "./FactField";

export function PathView({ at, decision }: { at: Case; decision: Decision }) {
  const { speech } = useDesk();
  const { say } = speech;
  const { path, outcome, action, missing_facts: missing } = decision;
  const asked = new Set(path.map(({ fact }) => fact));
  const others = (Object.keys(FACTS) as FactName[]).filter((fact) => !asked.has(fact));
  return (
    <details>
      <summary>
        <h2>{say.path}</h2>
        <span class="gist">{say.steps(path.length)}</span>
      </summary>
      <ol class="path">
        {path.map((step) => (
          <li key={step.node}>
            <p>{step.question}</p>
            <FactLine at={at} fact={step.fact} view={step} />
          </li>
        ))}
        <li class="end">
          <strong>{outcome ? speech.word("action", action) : say.stoppedAt(speech.asked(missing[0] ?? ""))}</strong>{" "}
          {outcome && <code>{outcome}</code>}
        </li>
      </ol>
      <Law decision={decision} />
      <details>
        <summary>{say.otherFacts}</summary>
        <ul class="facts">
          {others.map((fact) => (
            <li key={fact}>
              <span>{speech.word("fact", fact)}</span>
              <FactLine at={at} fact={fact} view={decision.facts[fact] ?? NOT_GIVEN} />
            </li>
          ))}
        </ul>
      </details>
    </details>
  );
}

const NOT_GIVEN: FactView = { value: null, state: "unknown", source: "ticket" };

function FactLine({ at, fact, view }: { at: Case; fact: string; view: FactView }) {
  const { work, speech } = useDesk();
  const { say } = speech;
  const [isOpen, setOpen] = useState(false);
  const isOurs = fact in FACTS;
  const isCorrected = fact in at.corrections;
  return (
    <div class="fact">
      <strong class={isCorrected ? "corrected" : ""}>{speech.value(fact, view)}</strong>
      <span class="muted">{say.from(speech.word("source", view.source))}</span>
      {isOurs && !isOpen && (
        <button
          type="button"
          class="link"
          aria-label={say.correctFact(speech.word("fact", fact))}
          onClick={() => setOpen(true)}
        >
          {say.correct}
        </button>
      )}
      {isOurs && isOpen && (
        <div class="full row">
          <FactField
            fact={fact as FactName}
            isCorrected={isCorrected}
            onValue={(value) => {
              setOpen(false);
              void work.correct(fact, value);
            }}
          />
          <button type="button" class="quiet" onClick={() => setOpen(false)}>
            {say.cancel}
          </button>
        </div>
      )}
    </div>
  );
}

function Law({ decision }: { decision: Decision }) {
  const { say } = useDesk().speech;
  if (!decision.law.length) return null;
  return (
    <details>
      <summary>{say.law}</summary>
      {decision.owed && <p class="owed">{decision.owed}</p>}
      <ul class="plain">
        {decision.law.map(({ row, paragraph, requires, met }) => (
          <li key={row}>
            <span class={`chip ${met ? "good" : "bad"}`}>{met ? say.met : say.notMet}</span>{" "}
            <span class="muted">{paragraph}</span>
            {requires !== decision.owed && <p>{requires}</p>}
          </li>
        ))}
      </ul>
    </details>
  );
}
