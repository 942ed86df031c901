/** The few words that stand in the page itself, in the browser's own language. */
import { browser } from "wxt/browser";

const GERMAN = {
  draft: "Antwort entwerfen",
  panel: "Kulanz: Antwort entwerfen",
  conversation: "Klicken Sie auf die Unterhaltung mit der Kundin oder dem Kunden.",
  box: "Klicken Sie nun in das Antwortfeld. Ist es noch zu, öffnen Sie es wie gewohnt.",
  indistinct: "Das lässt sich auf dieser Seite nicht eindeutig wiederfinden. Bitte wählen Sie etwas anderes.",
  leave: "Abbrechen (Esc)",
};

const ENGLISH: typeof GERMAN = {
  draft: "Draft reply",
  panel: "Kulanz: draft a reply",
  conversation: "Click on the conversation with the customer.",
  box: "Now click into the reply box. If it isn’t open yet, open it as usual.",
  indistinct: "There is no telling this apart from the rest of the page next time. Please pick something else.",
  leave: "Cancel (Esc)",
};

export const language = browser.i18n.getUILanguage().startsWith("de") ? "de" : "en";
export const words = language === "de" ? GERMAN : ENGLISH;
