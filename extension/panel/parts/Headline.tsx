/** What to do, in one sentence, and what is special about it. */
import type { Case } from "../case";
import { useDesk } from "../desk";
import { headline } from "../headline";

export function Headline({ at }: { at: Case }) {
  const { speech } = useDesk();
  const { say } = speech;
  if (!at.context) return <h1 class="sentence waiting">{at.phase === "drafting" ? say.drafting : say.reading}</h1>;
  const { decision, triage } = at.context;
  const { action, amount, approval } = decision;
  const isUrgent = triage.priority === "urgent" || triage.priority === "high";
  return (
    <section aria-label={say.decision}>
      <h1 class="sentence">{at.isDeciding ? say.deciding : headline(decision, triage, speech)}</h1>
      <p class="chips">
        <span class="chip decision">
          {speech.word("action", action)}
          {amount && ` ${speech.money(amount)}`}
        </span>
        {isUrgent && (
          <span class={`chip ${triage.priority}`}>{say.priority(speech.word("priority", triage.priority))}</span>
        )}
        {decision.raised_by_law && <span class="chip good">{say.raised}</span>}
        {approval.needed && (
          <span class="chip warn">{say.needsApproval(speech.word("role", approval.role ?? "manager"))}</span>
        )}
        {at.outcome && at.outcome === decision.outcome && <span class="chip tag">{say.chosen}</span>}
      </p>
    </section>
  );
}
