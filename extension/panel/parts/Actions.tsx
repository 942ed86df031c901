/** Insert, and what else can be done with a draft as it is. */
import { useState } from "preact/hooks";
import { copyToClipboard } from "../../insertion/clipboard";
import { lockOf, mayInsert, replacesTyped, type Case } from "../case";
import { byHand, useDesk } from "../desk";
import { IconButton } from "./icons";
import { asksForSender } from "./Missing";

export function Actions({ at }: { at: Case }) {
  const { work, speech } = useDesk();
  const { say } = speech;
  if (at.phase === "drafting")
    return (
      <div class="actions">
        <button type="button" class="wide" onClick={() => work.stop()}>
          {say.stop} <kbd>{say.stopHint}</kbd>
        </button>
      </div>
    );
  if (!at.draft) return null;
  const isReply = at.draft.kind === "reply";
  return (
    <div class="actions">
      {isReply && <InsertButton at={at} />}
      {isReply && replacesTyped(at) && mayInsert(at) && (
        <button type="button" onClick={byHand(() => work.insert("caret"))}>
          {say.insertBelow}
        </button>
      )}
      <CopyButton text={at.draft.text} isMain={!isReply} />
      {at.preferences.report_outcomes && <Thumbs at={at} />}
    </div>
  );
}

function InsertButton({ at }: { at: Case }) {
  const { work, speech } = useDesk();
  const { say } = speech;
  const isInserted = at.fate === "inserted" || at.fate === "sent";
  const label = isInserted ? say.inserted : at.stale && mayInsert(at) ? say.insertAnyway : say.insert;
  return (
    <button
      type="button"
      id="insert"
      class="primary wide"
      disabled={!mayInsert(at)}
      aria-describedby={lockOf(at)?.reason === "checks" ? "lock" : undefined}
      onClick={byHand(() => work.insert())}
    >
      {label}
    </button>
  );
}

/** Says which check keeps Insert locked. */
export function LockReason({ at }: { at: Case }) {
  const { say } = useDesk().speech;
  const lock = at.draft?.kind === "reply" ? lockOf(at) : null;
  // Whether a stranger may be told is put as a question, which says so too.
  if (lock?.reason !== "checks" || asksForSender(at)) return null;
  return (
    <div class="notice bad" id="lock">
      <strong>{say.blocked}</strong>
      {lock.sentences.map((sentence) => (
        <p key={sentence}>{sentence}</p>
      ))}
    </div>
  );
}

function CopyButton({ text, isMain }: { text: string; isMain: boolean }) {
  const { say } = useDesk().speech;
  const [copied, setCopied] = useState<string | null>(null);
  return (
    <>
      <button
        type="button"
        class={isMain ? "primary wide" : ""}
        onClick={() => copyToClipboard(text) && setCopied(text)}
      >
        {copied === text ? say.copied : say.copy}
      </button>
      <span class="visually-hidden" role="status">
        {copied === text && say.copied}
      </span>
    </>
  );
}

function Thumbs({ at }: { at: Case }) {
  const { work, speech } = useDesk();
  const { say } = speech;
  const [note, setNote] = useState("");
  const [isTold, setTold] = useState(false);
  return (
    <>
      <span class="thumbs">
        <IconButton name="up" label={say.good} pressed={at.rating === 1} onClick={() => void work.rate(1)} />
        <IconButton
          name="down"
          label={say.bad}
          pressed={at.rating === -1}
          onClick={() => {
            setTold(false);
            void work.rate(-1);
          }}
        />
      </span>
      {at.rating === 1 || (at.rating === -1 && isTold) ? (
        <p class="muted full" role="status">
          {say.rated}
        </p>
      ) : null}
      {at.rating === -1 && !isTold && (
        <form
          class="row full"
          onSubmit={(event) => {
            event.preventDefault();
            setTold(true);
            void work.rate(-1, note);
          }}
        >
          <input
            aria-label={say.ratingNote}
            placeholder={say.ratingNote}
            autocomplete="off"
            value={note}
            onInput={(event) => setNote(event.currentTarget.value)}
          />
          <button type="submit">{say.ratingSend}</button>
        </form>
      )}
    </>
  );
}
