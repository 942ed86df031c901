/** What the agent must know before inserting, and after: nothing of it ever goes into the reply box. */
import { ask } from "../../dock/ask";
import type { ApiError } from "../../api/types";
import { lockOf, replacesTyped, type Case } from "../case";
import { byHand, useDesk } from "../desk";
import { missingPart } from "./missing_part";

export function Notices({ at }: { at: Case }) {
  return (
    <>
      {at.problem && <ProblemNotice problem={at.problem} />}
      {at.stale && <StaleNotice at={at} />}
      <InsertionNotice at={at} />
      <UnusedNotice at={at} />
      {typeof at.teaching === "object" && <AllowNotice permission={at.teaching.permission} />}
    </>
  );
}

/** Mended in the settings. */
const BY_PAIRING = ["not_signed_in", "wrong_address", "not_allowed"];
/** Whose messages say what of the request was wrong. */
const WITH_DETAIL = ["invalid_request", "bad_value", "unknown_fact", "outcome_not_allowed"];

export function ProblemNotice({ problem }: { problem: ApiError }) {
  const { work, speech } = useDesk();
  const { say } = speech;
  const { code, message } = problem;
  const { title, advice } = say.problems[code] ?? say.problems.unknown;
  const goesOn = code === "interrupted" || code === "stopped";
  const isCurious = WITH_DETAIL.includes(code) || !(code in say.problems);
  return (
    <div class={code === "stopped" ? "notice" : "notice bad"} role="alert">
      <strong>{title}</strong>
      <p>{advice}</p>
      {isCurious && message && (
        <p class="hint" lang="en">
          {message}
        </p>
      )}
      <p class="row">
        <button type="button" onClick={() => void work.draft()}>
          {goesOn ? say.resume : say.tryAgain}
        </button>
        {BY_PAIRING.includes(code) && (
          <button type="button" onClick={() => void ask("open_options", {})}>
            {say.settings}
          </button>
        )}
      </p>
    </div>
  );
}

function StaleNotice({ at }: { at: Case }) {
  const { work, speech } = useDesk();
  const { say } = speech;
  if (!at.stale) return null;
  const isElsewhere = at.stale === "other_ticket";
  return (
    <div class="notice warn" role="alert">
      <p>{say.stale[at.stale]}</p>
      <p class="row">
        <button type="button" class={lockOf(at) ? "primary" : ""} onClick={() => void work.draft()}>
          {isElsewhere ? say.draftForThis : say.again}
        </button>
      </p>
    </div>
  );
}

function InsertionNotice({ at }: { at: Case }) {
  const { work, speech } = useDesk();
  const { say } = speech;
  const { insertProblem, fate, draft, page } = at;
  if (insertProblem) {
    const { reason, copied } = insertProblem;
    const said = say.notInserted;
    const text =
      reason === "gone" ? said.gone : reason === "partial" ? said.partial : copied ? said.copied : said.refused;
    return (
      <p class="notice warn" role="alert">
        {text}
      </p>
    );
  }
  if (fate === "inserted") return <p class="notice good">{say.insertedText}</p>;
  if (at.isHeldBack) return <p class="notice warn">{say.heldBack}</p>;
  if (draft?.kind !== "reply" || at.phase !== "drafted" || fate !== "shown") return null;
  if (page?.missing && !page.box)
    return (
      <div class="notice warn">
        <p>{missingPart(page.missing, speech)}</p>
        <p class="row">
          <button type="button" onClick={() => void work.lessons.teach()}>
            {say.teach}
          </button>
        </p>
      </div>
    );
  if (page && !page.box) return <p class="notice">{say.noBox}</p>;
  if (replacesTyped(at)) return <p class="notice">{say.replacesTyped}</p>;
  return page?.typed.trim() && draft.writer === "macro" ? <p class="notice">{say.typedNotUsed}</p> : null;
}

/** Said quietly: the draft may be right, and the team may know why it did not help before. */
function UnusedNotice({ at }: { at: Case }) {
  const { speech } = useDesk();
  const unused = at.draft?.unused_topic;
  if (!unused || at.phase !== "drafted" || at.fate !== "shown") return null;
  return <p class="hint unused">{speech.say.unused(unused.tickets, unused.days)}</p>;
}

function AllowNotice({ permission }: { permission: string }) {
  const { work, speech } = useDesk();
  const { say } = speech;
  return (
    <div class="notice">
      <p>{say.taughtAllowText}</p>
      <p class="row">
        <button type="button" onClick={byHand(() => work.lessons.allow(permission))}>
          {say.taughtAllow}
        </button>
      </p>
    </div>
  );
}
