/** The panel's top line: whose ticket this is, and where the panel stands. */
import { ask } from "../../dock/ask";
import type { Case } from "../case";
import { useDesk } from "../desk";
import { Grip } from "./Grip";
import { IconButton } from "./icons";

export function Header({ at }: { at: Case }) {
  const { work, speech } = useDesk();
  const { side, width } = at.preferences;
  const other = side === "right" ? "left" : "right";
  return (
    <header class="top">
      <div class="whose">
        <strong>Kulanz</strong>
        <span class="muted">{ticketLine(at)}</span>
      </div>
      <IconButton
        name={other}
        label={other === "left" ? speech.say.toLeft : speech.say.toRight}
        onClick={() => {
          void work.dock({ side: other, width });
          void ask("set_preferences", { side: other });
        }}
      />
      <IconButton name="settings" label={speech.say.settings} onClick={() => void ask("open_options", {})} />
      <IconButton name="close" label={speech.say.close} onClick={() => void work.close()} />
      <Grip at={at} />
    </header>
  );
}

/** So that an agent with many tabs sees at once that the right ticket was read. */
function ticketLine({ page }: Case): string {
  const ticket = page?.ticket;
  if (!ticket) return "";
  const who = ticket.customer?.name ?? ticket.customer?.email ?? ticket.customer?.handle;
  return [who, ticket.subject].filter(Boolean).join(" · ");
}
