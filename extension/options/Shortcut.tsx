/** The shortcut as the browser has it. Only the browser itself can change it. */
import { useEffect, useState } from "preact/hooks";
import { browser } from "wxt/browser";
import type { Strings } from "../panel/strings";

const SETTINGS = import.meta.env.FIREFOX ? "about:addons" : "chrome://extensions/shortcuts";

export function Shortcut({ say }: { say: Strings["options"] }) {
  const [keys, setKeys] = useState<string | null>(null);
  useEffect(() => {
    void browser.commands.getAll().then((commands) => {
      setKeys(commands.find(({ name }) => name === "draft-reply")?.shortcut ?? "");
    });
  }, []);
  return (
    <section aria-labelledby="shortcut">
      <h2 id="shortcut">{say.shortcut}</h2>
      <p>
        {keys ? (
          <>
            <kbd>{keys}</kbd> {say.shortcutText}
          </>
        ) : (
          say.shortcutUnset
        )}
      </p>
      <p class="hint">
        {say.shortcutChange} <code>{SETTINGS}</code>
      </p>
    </section>
  );
}
