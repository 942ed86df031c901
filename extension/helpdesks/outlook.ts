/** Outlook on the web, where the agent clicked the toolbar's button. Its address names an open mail: `/mail/…/id/AAQk…`. */
import { describedPage } from "./described";
import type { Pack } from "./pack";
import type { HelpdeskPage } from "./page";

export function outlookPage(pack: Pack): HelpdeskPage {
  return describedPage(pack, { isOpen: () => /\/id\/./.test(location.pathname) });
}
