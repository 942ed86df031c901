/** The draft: as it streams, then whole, with what is known about its words. */
import type { Case } from "../case";
import { useDesk } from "../desk";
import { segments } from "../marks";

export function DraftBox({ at }: { at: Case }) {
  const { work, speech } = useDesk();
  const { say } = speech;
  const { draft, text, phase } = at;
  const isSupplier = draft?.kind === "supplier_message";
  const name = isSupplier ? say.supplierDraft(draft.supplier ?? "") : say.draft;
  if (phase !== "drafting" && !draft) return null;
  return (
    <div>
      <div class="title-row">
        <h2>{name}</h2>
        {at.reply && (
          <button type="button" class="link" onClick={() => work.backToReply()}>
            {say.backToReply}
          </button>
        )}
        {draft && !isSupplier && <span class="muted">{say.written(speech.languageName(draft.language))}</span>}
      </div>
      {isSupplier && draft.subject && <p class="subject">{say.subject(draft.subject)}</p>}
      {draft?.due_at && <p class="muted">{say.dueAt(speech.moment(draft.due_at))}</p>}
      <div
        class="draft"
        role="region"
        aria-label={name}
        tabIndex={0}
        lang={draft?.language ?? at.context?.triage.language}
      >
        {draft && phase === "drafted"
          ? segments(draft, speech).map(({ text: part, kind, note }, index) =>
              kind ? (
                <mark key={index} class={kind} title={note}>
                  {part}
                </mark>
              ) : (
                part
              ),
            )
          : text || "…"}
        {phase === "drafting" && <span class="caret" aria-hidden="true" />}
      </div>
    </div>
  );
}
