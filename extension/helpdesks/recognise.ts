/** Which helpdesk a page belongs to. */
import { anyPage } from "./any";
import { describedPage } from "./described";
import { gmailPage } from "./gmail";
import { outlookPage } from "./outlook";
import { packFor, readPacks, type Pack } from "./pack";
import type { HelpdeskPage } from "./page";
import { readTaught, taughtPage } from "./taught";
import { zendeskPage } from "./zendesk";

const PECULIAR: { [id: string]: (pack: Pack) => HelpdeskPage } = {
  gmail: gmailPage,
  outlook: outlookPage,
  zendesk: zendeskPage,
};

/** The page as its pack or its agent describes it, else read by what pages have in common. */
export function recognise(served: unknown, taught: unknown, lastFocused: () => Element | null): HelpdeskPage {
  const pack = packFor(location.href, readPacks(served));
  const described = pack && (PECULIAR[pack.id] ?? describedPage)(pack);
  const lesson = readTaught(taught);
  if (!lesson) return described ?? anyPage(lastFocused);
  return described ? firstThatFits(described, taughtPage(lesson)) : taughtPage(lesson);
}

/** What an agent taught helps out while the pack does not match, and steps back once it is mended. */
function firstThatFits(described: HelpdeskPage, taught: HelpdeskPage): HelpdeskPage {
  const now = () => ((described.read().missing ?? described.missingBox()) === null ? described : taught);
  return {
    id: described.id,
    known: true,
    get taught() {
      return now().taught;
    },
    read: () => now().read(),
    boxes: () => now().boxes(),
    missingBox: () => now().missingBox(),
    keptClear: () => now().keptClear(),
    region: () => described.region(),
  };
}
