/** Gmail. Its address names an open conversation by a long word at its end: `#inbox/FMfcgzQXJWDs…`. */
import { describedPage } from "./described";
import type { Pack } from "./pack";
import type { HelpdeskPage } from "./page";

const CONVERSATION = /\/[A-Za-z0-9]{16,}$/;

export function gmailPage(pack: Pack): HelpdeskPage {
  return describedPage(pack, { isOpen: () => CONVERSATION.test(location.hash) });
}
