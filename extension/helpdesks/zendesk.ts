/** Zendesk's Agent Workspace. Its address names the ticket: `/agent/tickets/1042`. Every ticket that is open in a tab
 * of its own stays in the page; which one the agent sees is said by the pack's root and by the address. */
import { describedPage } from "./described";
import type { Pack } from "./pack";
import type { HelpdeskPage } from "./page";

export function zendeskPage(pack: Pack): HelpdeskPage {
  const number = () => /^\/agent\/tickets\/(\d+)/.exec(location.pathname)?.[1] ?? null;
  return describedPage(pack, { isOpen: () => number() !== null, number });
}
