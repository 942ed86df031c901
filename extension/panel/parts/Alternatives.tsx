/** The other outcomes: which are allowed, what they cost, and drafting one of them. */
import type { Decision } from "../../api/types";
import { useDesk } from "../desk";

type Alternative = Decision["alternatives"][number];

export function Alternatives({ decision }: { decision: Decision }) {
  const { say } = useDesk().speech;
  const all = decision.alternatives;
  const allowed = all.filter((one) => one.allowed);
  const forbidden = all.filter((one) => !one.allowed);
  if (!all.length) return null;
  return (
    <details>
      <summary>
        <h2>{say.alternatives}</h2>
        <span class="gist">{say.allowedOf(allowed.length, all.length)}</span>
      </summary>
      {allowed.length > 0 && <Choices choices={allowed} />}
      {forbidden.length > 0 && (
        <details>
          <summary>{say.notAllowed(forbidden.length)}</summary>
          <Choices choices={forbidden} />
        </details>
      )}
    </details>
  );
}

function Choices({ choices }: { choices: Alternative[] }) {
  const { work, speech } = useDesk();
  const { say } = speech;
  return (
    <ul class="plain choices">
      {choices.map(({ outcome, action, amount, cost, allowed, reason }) => (
        <li key={outcome}>
          <div>
            <p>
              <strong>{speech.word("action", action)}</strong> {amount && speech.money(amount)} <code>{outcome}</code>
            </p>
            <p class="muted">
              {reason}
              {cost && ` ${say.costs(speech.money(cost))}`}
            </p>
          </div>
          {allowed && (
            <button type="button" aria-label={say.takeThisOne(outcome)} onClick={() => void work.choose(outcome)}>
              {say.takeThis}
            </button>
          )}
        </li>
      ))}
    </ul>
  );
}
