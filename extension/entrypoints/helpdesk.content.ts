/** The script in a helpdesk's page: finds reply boxes, mounts the button, reads and inserts for the panel. */
import { defineContentScript } from "wxt/utils/define-content-script";
import { attend } from "../dock/attend";

export default defineContentScript({
  matches: ["https://mail.google.com/*", "https://*.zendesk.com/agent/*"],
  noScriptStartedPostMessage: true, // the page is not told which extension this is
  main: attend,
});
