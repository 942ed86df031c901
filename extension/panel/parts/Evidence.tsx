/** What the draft rests on: sources, checks, notes. */
import type { Check, Citation, Draft } from "../../api/types";
import { useDesk } from "../desk";

export function Sources({ citations }: { citations: Citation[] }) {
  const { speech } = useDesk();
  const { say } = speech;
  if (!citations.length) return null;
  return (
    <details>
      <summary>
        <h2>{say.sources}</h2>
        <span class="gist">{citations.length}</span>
      </summary>
      {citations.map(({ marker, kind, title, excerpt, version, audience }) => (
        <details key={marker} class="source">
          <summary>
            {title} {audience === "internal" && <span class="chip warn">{say.internal}</span>}
          </summary>
          <p>{excerpt}</p>
          <p class="muted">
            {speech.word("citation", kind)}
            {version !== null && `, ${say.version(version)}`}
          </p>
        </details>
      ))}
    </details>
  );
}

export function Checks({ checks }: { checks: Check[] }) {
  const { say } = useDesk().speech;
  const failed = checks.filter(({ passed }) => !passed).length;
  const gravestFirst = checks.toSorted((a, b) => weight(b) - weight(a));
  return (
    <details>
      <summary>
        <h2>{say.checks}</h2>
        <span class={failed ? "gist late" : "gist"}>
          {failed ? say.notPassed(failed, checks.length) : say.allPassed(checks.length)}
        </span>
      </summary>
      <ul class="plain checks">
        {gravestFirst.map((check) => (
          <li key={check.id}>
            <CheckChip check={check} /> <span>{check.reason}</span>
          </li>
        ))}
      </ul>
    </details>
  );
}

/** What was not passed, where it cannot be overlooked; what blocks is said at Insert itself. */
export function Warnings({ checks }: { checks: Check[] }) {
  const warnings = checks.filter(({ passed, severity, id }) => !passed && severity === "warn" && id !== "approval");
  return (
    <>
      {warnings.map(({ id, reason }) => (
        <p key={id} class="notice warn">
          {reason}
        </p>
      ))}
    </>
  );
}

function weight({ passed, severity }: Check): number {
  return passed ? 0 : severity === "block" ? 2 : 1;
}

function CheckChip({ check: { passed, severity } }: { check: Check }) {
  const { say } = useDesk().speech;
  if (passed) return <span class="chip good">{say.passed}</span>;
  return severity === "block" ? <span class="chip bad">{say.blocks}</span> : <span class="chip warn">{say.warns}</span>;
}

export function Notes({ draft }: { draft: Draft }) {
  const { speech } = useDesk();
  const { say } = speech;
  const { assumptions, other_problems: others } = draft.decision;
  const notes = draft.degraded ? [draft.degraded.message, ...draft.notes] : draft.notes;
  const mentioned = others.length
    ? [say.otherProblems(speech.listing(others.map((one) => speech.word("problem", one))))]
    : [];
  if (!notes.length && !mentioned.length && !assumptions.length) return null;
  return (
    <details>
      <summary>
        <h2>{say.notes}</h2>
        <span class="gist">{notes.length + mentioned.length + assumptions.length}</span>
      </summary>
      <ul>
        {[...notes, ...mentioned].map((note) => (
          <li key={note}>{note}</li>
        ))}
        {assumptions.map((assumption) => (
          <li key={assumption}>
            <span class="muted">{say.assumptions}:</span> {assumption}
          </li>
        ))}
      </ul>
    </details>
  );
}
