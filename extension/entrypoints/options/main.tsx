/** The options page. */
import { render } from "preact";
import "../../panel/colours.css";
import "../../panel/panel.css";
import "../../options/options.css";
import { Options } from "../../options/Options";
import { readersSpeech } from "../../panel/desk";

const speech = readersSpeech();
document.documentElement.lang = speech.language;
const root = document.getElementById("options");
if (root) render(<Options speech={speech} />, root);
