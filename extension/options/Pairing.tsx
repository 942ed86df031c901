/** Pairing with the service by address and one-time code, and undoing it. */
import { useEffect, useRef, useState } from "preact/hooks";
import { browser } from "wxt/browser";
import type { ApiError } from "../api/types";
import { ask } from "../dock/ask";
import type { Connected } from "../messages";
import type { Strings } from "../panel/strings";
import { permissionFor, readAddress } from "./address";

type Say = Strings["options"];

export function Pairing({ say, onPaired }: { say: Say; onPaired: () => void }) {
  const [address, setAddress] = useState("http://127.0.0.1:8410");
  const [code, setCode] = useState("");
  const [problem, setProblem] = useState<string | null>(null);
  const [isWaiting, setWaiting] = useState(false);
  const pair = async () => {
    const read = readAddress(address);
    if (!read) return setProblem(say.problems.badAddress);
    if (!code.trim()) return setProblem(say.problems.noCode);
    setAddress(read);
    setProblem(null);
    // First of all, while the click still counts: the browser asks only upon one.
    const isAllowed = await browser.permissions.request({ origins: [permissionFor(read)] });
    if (!isAllowed) return setProblem(say.problems.notAllowed);
    setWaiting(true);
    const answer = await ask("pair", { address: read, code: code.replace(/\s/g, "").toUpperCase() });
    setWaiting(false);
    if ("error" in answer) setProblem(problemOf(answer.error, say));
    else onPaired();
  };
  return (
    <section aria-labelledby="pairing">
      <h2 id="pairing">{say.pairing}</h2>
      <p>{say.pairingText}</p>
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          if (event.isTrusted) void pair();
        }}
      >
        <label>
          {say.address}
          <input
            name="address"
            inputMode="url"
            autocomplete="off"
            spellcheck={false}
            value={address}
            onInput={(event) => setAddress(event.currentTarget.value)}
          />
        </label>
        <label>
          {say.code}
          <input
            name="code"
            class="code"
            autocomplete="off"
            autocapitalize="characters"
            spellcheck={false}
            placeholder="XXXX-XXXX"
            value={code}
            onInput={(event) => setCode(event.currentTarget.value)}
          />
        </label>
        <p>
          <button type="submit" class="primary" disabled={isWaiting}>
            {isWaiting ? say.wait : say.pair}
          </button>
        </p>
        {problem && (
          <p class="notice bad" role="alert">
            {problem}
          </p>
        )}
      </form>
    </section>
  );
}

function problemOf({ code }: ApiError, { problems }: Say): string {
  const said: { [code: string]: string } = {
    offline: problems.offline,
    wrong_address: problems.wrongAddress,
    page_not_found: problems.wrongAddress,
    not_signed_in: problems.wrongCode,
    too_many_requests: problems.tooMany,
  };
  return said[code] ?? problems.other;
}

export function PairedWith(props: { say: Say; connection: Connected; onChange: () => void }) {
  const { say, connection, onChange } = props;
  const { address, store, agent } = connection;
  const heading = useRef<HTMLHeadingElement>(null);
  // The form that had the focus is gone.
  useEffect(() => {
    if (document.activeElement === document.body) heading.current?.focus();
  }, []);
  return (
    <section aria-labelledby="connected">
      <h2 id="connected" tabIndex={-1} ref={heading}>
        {agent ? say.connectedAs(agent, store) : say.connectedTo(store)}
      </h2>
      <p class="muted">{say.at(address)}</p>
      <p>{say.next}</p>
      <p>
        <button type="button" onClick={() => void ask("disconnect", {}).then(onChange)}>
          {say.disconnect}
        </button>
      </p>
    </section>
  );
}
