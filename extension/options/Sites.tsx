/** The sites that an agent showed, and forgetting them. */
import { useEffect, useState } from "preact/hooks";
import { ask } from "../dock/ask";
import type { TaughtSite } from "../messages";
import type { Strings } from "../panel/strings";

export function Sites({ say }: { say: Strings["options"] }) {
  const [sites, setSites] = useState<TaughtSite[]>([]);
  const refresh = () => void ask("taught_sites", {}).then((answer) => setSites(answer.sites));
  useEffect(refresh, []);
  return (
    <section aria-labelledby="sites">
      <h2 id="sites">{say.sites}</h2>
      {sites.length === 0 ? (
        <p class="muted">{say.noSites}</p>
      ) : (
        <ul class="plain">
          {sites.map(({ origin, attended }) => (
            <li key={origin}>
              <span>
                {origin} <span class="muted">{attended ? say.attended : say.onClick}</span>
              </span>
              <button
                type="button"
                aria-label={say.forgetOne(origin)}
                onClick={() => void ask("forget_site", { origin }).then(refresh)}
              >
                {say.forget}
              </button>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
