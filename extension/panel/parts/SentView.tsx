/** What left for the model, word for word: with placeholders where people's names, addresses and numbers stood. */
import type { Draft } from "../../api/types";
import { useDesk } from "../desk";

export function SentView({ draft: { sent } }: { draft: Draft }) {
  const { say } = useDesk().speech;
  if (!sent.length) return null;
  return (
    <details>
      <summary>
        <h2>{say.sentToModel}</h2>
      </summary>
      <p class="muted">{say.sentPlaceholders}</p>
      {sent.map(({ role, text }, index) => (
        <details key={index} class="source">
          <summary>{say.sentRoles[role]}</summary>
          <p class="verbatim">{text}</p>
        </details>
      ))}
    </details>
  );
}
