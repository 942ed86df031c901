/** The panel where there is no case to show. */
import { ask } from "../../dock/ask";
import type { Case } from "../case";
import { useDesk } from "../desk";
import { missingPart } from "./missing_part";
import { ProblemNotice } from "./Notices";

export function NotPaired() {
  const { say } = useDesk().speech;
  return (
    <div class="empty">
      <h1>{say.notPaired}</h1>
      <p>{say.notPairedText}</p>
      <button type="button" class="primary" onClick={() => void ask("open_options", {})}>
        {say.openOptions}
      </button>
    </div>
  );
}

/** The page shows no ticket, or is no longer built as it was. */
export function Unreadable({ at }: { at: Case }) {
  const { work, speech } = useDesk();
  const { say } = speech;
  const missing = at.page?.missing ?? null;
  return (
    <div class="empty">
      <h1>{missing ? say.unreadable : say.noTicket}</h1>
      <p>{missing ? missingPart(missing, speech) : say.noTicketText}</p>
      {at.problem && <ProblemNotice problem={at.problem} />}
      <p class="row">
        <button type="button" class="primary" onClick={() => void work.draft()}>
          {say.tryAgain}
        </button>
        <button type="button" disabled={at.teaching === "waiting"} onClick={() => void work.lessons.teach()}>
          {at.teaching === "waiting" ? say.teaching : say.teach}
        </button>
      </p>
      <p class="hint">{say.teachText}</p>
      {missing && (
        <p class="row">
          <button type="button" onClick={() => void work.lessons.report()}>
            {say.report}
          </button>
        </p>
      )}
      {at.isReported && (
        <p class="notice good" role="status">
          {say.reported}
        </p>
      )}
    </div>
  );
}

export function Idle() {
  const { work, speech } = useDesk();
  return (
    <div class="empty">
      <button type="button" class="primary" onClick={() => void work.draft()}>
        {speech.say.begin}
      </button>
    </div>
  );
}
