/** The panel, top down: what to do, the draft, Insert; then everything that it rests on. */
import { useEffect, useRef } from "preact/hooks";
import type { Case } from "./case";
import { useDesk } from "./desk";
import { Actions, LockReason } from "./parts/Actions";
import { Alternatives } from "./parts/Alternatives";
import { Approval } from "./parts/Approval";
import { DraftBox } from "./parts/DraftBox";
import { Idle, NotPaired, Unreadable } from "./parts/Empty";
import { Checks, Notes, Sources, Warnings } from "./parts/Evidence";
import { Header } from "./parts/Header";
import { Headline } from "./parts/Headline";
import { Missing } from "./parts/Missing";
import { Notices } from "./parts/Notices";
import { OrderView } from "./parts/OrderView";
import { PathView } from "./parts/PathView";
import { SentView } from "./parts/SentView";
import { Tools } from "./parts/Tools";
import { TriageView } from "./parts/TriageView";
import { useNow } from "./store";

export function Panel() {
  const { work } = useDesk();
  const at = useNow(work);
  useEscape();
  useFocusOnInsert(at);
  return (
    <div class="panel">
      <Header at={at} />
      <main>
        <Announcement at={at} />
        <Contents at={at} />
      </main>
    </div>
  );
}

function Contents({ at }: { at: Case }) {
  const { say } = useDesk().speech;
  if (at.phase === "loading") return <p class="muted">{say.loading}</p>;
  if (at.phase === "not_paired") return <NotPaired />;
  if (at.phase === "unreadable") return <Unreadable at={at} />;
  if (at.phase === "idle") return <Idle />;
  return <CaseView at={at} />;
}

function CaseView({ at }: { at: Case }) {
  const { context, draft } = at;
  return (
    <>
      {(context || at.phase !== "failed") && <Headline at={at} />}
      <Notices at={at} />
      <Missing at={at} />
      <LockReason at={at} />
      {draft && <Warnings checks={draft.checks} />}
      <Approval at={at} />
      <DraftBox at={at} />
      <Actions at={at} />
      <Tools at={at} />
      {context && (
        <div class="details">
          <TriageView triage={context.triage} />
          <OrderView at={at} />
          <PathView at={at} decision={context.decision} />
          <Alternatives decision={context.decision} />
          <Sources citations={context.citations} />
          {draft && <Checks checks={draft.checks} />}
          {draft && <Notes draft={draft} />}
          {draft && <SentView draft={draft} />}
        </div>
      )}
    </>
  );
}

/** Said by a screen reader, wherever the focus is. */
function Announcement({ at }: { at: Case }) {
  const { say } = useDesk().speech;
  const said: Partial<Record<Case["phase"], string>> = {
    reading: say.reading,
    drafting: say.drafting,
    drafted: at.fate === "inserted" ? say.inserted : say.ready,
  };
  return (
    <p class="visually-hidden" aria-live="polite">
      {said[at.phase] ?? ""}
    </p>
  );
}

/** Esc stops a running draft, else closes the panel. */
function useEscape(): void {
  const { work } = useDesk();
  useEffect(() => {
    const listen = (event: KeyboardEvent) => {
      if (event.key !== "Escape" || !event.isTrusted || event.defaultPrevented) return;
      if (work.now.phase === "drafting" || work.now.phase === "reading") work.stop();
      else void work.close();
    };
    addEventListener("keydown", listen);
    return () => removeEventListener("keydown", listen);
  }, [work]);
}

/** Whoever is in the panel and doing nothing in particular can press Enter as soon as the draft is there. */
function useFocusOnInsert(at: Case): void {
  const focused = useRef<string | null>(null);
  useEffect(() => {
    const id = at.draft?.id ?? null;
    if (at.phase !== "drafted" || id === focused.current) return;
    focused.current = id;
    const isFree = document.activeElement === document.body || document.activeElement === null;
    if (document.hasFocus() && isFree) document.getElementById("insert")?.focus({ preventScroll: true });
  }, [at.phase, at.draft]);
}
