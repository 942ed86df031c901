/** Everything that an agent sets: the pairing, what is reported, the sites that were shown, the shortcut. */
import { useEffect, useState } from "preact/hooks";
import type { Speech } from "../panel/speech";
import type { Hello } from "../messages";
import { ask } from "../dock/ask";
import { PairedWith, Pairing } from "./Pairing";
import { Sites } from "./Sites";
import { Shortcut } from "./Shortcut";

export function Options({ speech }: { speech: Speech }) {
  const { options: say } = speech.say;
  const [hello, setHello] = useState<Hello | null>(null);
  const refresh = () => void ask("hello", {}).then(setHello);
  useEffect(refresh, []);
  if (!hello) return null;
  const { connection, preferences } = hello;
  return (
    <main>
      <h1>{say.title}</h1>
      {connection ? (
        <PairedWith say={say} connection={connection} onChange={refresh} />
      ) : (
        <Pairing say={say} onPaired={refresh} />
      )}
      <section aria-labelledby="preferences">
        <h2 id="preferences">{say.preferences}</h2>
        <label class="choice">
          <input
            type="checkbox"
            checked={preferences.report_outcomes}
            aria-describedby="report-outcomes"
            onChange={(event) =>
              void ask("set_preferences", { report_outcomes: event.currentTarget.checked }).then(refresh)
            }
          />
          {say.reportOutcomes}
        </label>
        <p class="hint" id="report-outcomes">
          {say.reportOutcomesText}
        </p>
      </section>
      <Sites say={say} />
      <Shortcut say={say} />
    </main>
  );
}
