/** Asking a manager, and waiting for the answer. */
import { useEffect, useState } from "preact/hooks";
import type { Case } from "../case";
import { useDesk } from "../desk";

const LOOK_MS = 20_000;

export function Approval({ at }: { at: Case }) {
  const { work, speech } = useDesk();
  const { say } = speech;
  const [note, setNote] = useState("");
  const awaited = at.approval?.state === "pending" ? at.approval.id : null;
  useEffect(() => {
    if (!awaited) return;
    const look = () => {
      if (document.visibilityState === "visible") void work.lookForAnswer();
    };
    const looking = setInterval(look, LOOK_MS);
    document.addEventListener("visibilitychange", look);
    return () => {
      clearInterval(looking);
      document.removeEventListener("visibilitychange", look);
    };
  }, [awaited]);
  const need = at.context?.decision.approval;
  if (!need?.needed || at.phase !== "drafted" || at.stale === "corrected") return null;
  if (at.approval) {
    const { state, answered_by: name, answer_note: answer } = at.approval;
    const by = name ? say.by(name) : "";
    const said = { pending: say.approvalPending, granted: say.approvalGranted(by), refused: say.approvalRefused(by) };
    return (
      <p class="notice warn" role="status">
        {said[state]} {answer}
      </p>
    );
  }
  return (
    <details class="notice warn">
      <summary>{say.askApproval}</summary>
      <p>{need.reason}</p>
      <form
        class="row"
        onSubmit={(event) => {
          event.preventDefault();
          void work.askApproval(note.trim());
        }}
      >
        <input
          aria-label={say.approvalNote}
          placeholder={say.approvalNote}
          autocomplete="off"
          value={note}
          onInput={(event) => setNote(event.currentTarget.value)}
        />
        <button type="submit">{say.askApproval}</button>
      </form>
    </details>
  );
}
