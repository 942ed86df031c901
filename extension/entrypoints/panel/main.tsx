/** The panel's page, in a frame beside the helpdesk. */
import { render } from "preact";
import "../../panel/colours.css";
import "../../panel/panel.css";
import { DeskContext, readersSpeech } from "../../panel/desk";
import { Panel } from "../../panel/Panel";
import { Work } from "../../panel/work";

const work = new Work();
const speech = readersSpeech();
document.documentElement.lang = speech.language;

const root = document.getElementById("panel");
if (root) {
  render(
    <DeskContext.Provider value={{ work, speech }}>
      <Panel />
    </DeskContext.Provider>,
    root,
  );
}
void work.open();
