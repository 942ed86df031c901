/** How urgent the ticket is, whose, and by when it wants an answer. */
import type { Triage } from "../../api/types";
import { useDesk } from "../desk";

export function TriageView({ triage }: { triage: Triage }) {
  const { speech } = useDesk();
  const { say } = speech;
  const due = triage.first_response_due;
  return (
    <details>
      <summary>
        <h2>{say.triage}</h2>
        <span class="gist">
          {speech.word("priority", triage.priority)}, {due ? say.due(speech.distance(due)) : say.nothingDue}
        </span>
      </summary>
      <dl class="pairs">
        <dt>{say.intent}</dt>
        <dd>{speech.word("intent", triage.intent)}</dd>
        <dt>{say.mood}</dt>
        <dd>{speech.word("mood", triage.mood)}</dd>
        <dt>{say.queue}</dt>
        <dd>{speech.word("queue", triage.queue)}</dd>
        <dt>{say.languageOf}</dt>
        <dd>{speech.languageName(triage.language)}</dd>
        <Due label={say.firstResponse} at={due} />
        <Due label={say.solved} at={triage.solve_due} />
        {triage.tags.length > 0 && (
          <>
            <dt>{say.tags}</dt>
            <dd>{triage.tags.join(", ")}</dd>
          </>
        )}
      </dl>
      <details>
        <summary>{say.why}</summary>
        <ul>
          {triage.reasons.map((reason) => (
            <li key={reason}>{reason}</li>
          ))}
        </ul>
      </details>
    </details>
  );
}

function Due({ label, at }: { label: string; at: string | null }) {
  const { speech } = useDesk();
  if (!at) return null;
  const isPast = new Date(at).getTime() < Date.now();
  return (
    <>
      <dt>{label}</dt>
      <dd>
        <time dateTime={at}>{speech.moment(at)}</time>{" "}
        <span class={isPast ? "late" : "muted"}>{speech.distance(at)}</span>
      </dd>
    </>
  );
}
