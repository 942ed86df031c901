/** The draft in other words, in another language, or to somebody else. */
import { useState } from "preact/hooks";
import type { Case } from "../case";
import { useDesk } from "../desk";

const LANGUAGES = ["de", "en", "fr", "es", "it", "nl", "pl"];

export function Tools({ at }: { at: Case }) {
  const { work, speech } = useDesk();
  const { say } = speech;
  const { draft, context } = at;
  if (at.phase !== "drafted" || !draft) return null;
  const isReply = draft.kind === "reply";
  const hasSupplier = context?.order?.shipments.some(({ supplier }) => supplier) ?? false;
  return (
    <div class="tools">
      <button type="button" onClick={() => void work.rewrite({ preset: "shorter" })}>
        {say.shorter}
      </button>
      <button type="button" onClick={() => void work.rewrite({ preset: "warmer" })}>
        {say.warmer}
      </button>
      <select
        aria-label={say.translateInto}
        onChange={(event) => void work.rewrite({ preset: "translate", language: event.currentTarget.value })}
      >
        <option value="" selected disabled hidden>
          {say.translate}
        </option>
        {LANGUAGES.filter((language) => language !== draft.language).map((language) => (
          <option key={language} value={language}>
            {speech.languageName(language)}
          </option>
        ))}
      </select>
      <button type="button" onClick={() => void work.draft()}>
        {say.again}
      </button>
      {isReply && hasSupplier && at.stale !== "corrected" && (
        <button type="button" onClick={() => void work.draftForSupplier()}>
          {say.supplierMessage}
        </button>
      )}
      <Instruction at={at} />
    </div>
  );
}

function Instruction({ at }: { at: Case }) {
  const { work, speech } = useDesk();
  const { say } = speech;
  const [instruction, setInstruction] = useState("");
  const hasModel = at.draft?.degraded?.code !== "no_model";
  return (
    <details class="full">
      <summary>{say.instruct}</summary>
      <form
        class="row"
        onSubmit={(event) => {
          event.preventDefault();
          if (instruction.trim()) void work.rewrite({ preset: "custom", instruction: instruction.trim() });
        }}
      >
        <input
          aria-label={say.instruction}
          placeholder={say.instructionExample}
          aria-describedby={hasModel ? undefined : "needs-model"}
          autocomplete="off"
          disabled={!hasModel}
          value={instruction}
          onInput={(event) => setInstruction(event.currentTarget.value)}
        />
        <button type="submit" disabled={!hasModel}>
          {say.rewrite}
        </button>
      </form>
      {!hasModel && (
        <p class="hint" id="needs-model">
          {say.needsModel}
        </p>
      )}
    </details>
  );
}
