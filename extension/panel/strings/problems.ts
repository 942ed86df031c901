/** What can go wrong, by code, and what to do about it. */

interface Said {
  title: string;
  advice: string;
}

export type Problems = { [code: string]: Said } & { unknown: Said };

export const GERMAN_PROBLEMS: Problems = {
  offline: {
    title: "Kulanz ist nicht zu erreichen",
    advice: "Läuft der Dienst, und stimmt die Adresse in den Einstellungen? Danach noch einmal versuchen.",
  },
  interrupted: {
    title: "Die Verbindung ist abgerissen",
    advice: "Der Text ist unvollständig. Mit einem Klick geht es weiter.",
  },
  stopped: { title: "Angehalten", advice: "Nichts wurde eingefügt." },
  wrong_address: {
    title: "Unter dieser Adresse antwortet etwas anderes",
    advice: "Bitte die Adresse in den Einstellungen prüfen.",
  },
  not_signed_in: {
    title: "Die Kopplung gilt nicht mehr",
    advice: "Bitte in den Einstellungen mit einem neuen Code koppeln.",
  },
  not_allowed: {
    title: "Dafür reicht die Berechtigung nicht",
    advice: "Bitte jemanden mit mehr Rechten fragen oder neu koppeln.",
  },
  too_many_requests: {
    title: "Etwas zu schnell",
    advice: "Bitte eine Minute warten und es dann noch einmal versuchen.",
  },
  too_large: {
    title: "Das Gespräch ist zu lang",
    advice: "Mehr als 1 MB Text geht nicht. Bitte ältere Nachrichten einklappen und es noch einmal versuchen.",
  },
  unavailable: { title: "Die Datenbank antwortet gerade nicht", advice: "Bitte gleich noch einmal versuchen." },
  internal: {
    title: "Im Dienst ist etwas schiefgegangen",
    advice: "Es wurde nichts geändert. Bitte noch einmal versuchen; die Stelle steht im Protokoll des Dienstes.",
  },
  model_required: {
    title: "Dafür braucht es ein Sprachmodell",
    advice: "Es ist keines eingerichtet. Kürzer, Wärmer und Übersetzen gehen auch ohne.",
  },
  stale: { title: "Inzwischen hat sich etwas geändert", advice: "Bitte neu entwerfen." },
  unknown_fact: {
    title: "Diese Angabe kennt der Dienst nicht",
    advice: "Vielleicht ist die Erweiterung älter als der Dienst.",
  },
  bad_value: { title: "Diese Angabe passt nicht", advice: "Bitte die Eingabe prüfen." },
  outcome_not_allowed: {
    title: "Dieser Ausgang ist nicht erlaubt",
    advice: "Bitte einen anderen wählen oder neu entwerfen.",
  },
  invalid_request: { title: "Damit kann der Dienst nichts anfangen", advice: "Bitte neu entwerfen." },
  order_not_found: { title: "Diese Bestellung gibt es nicht", advice: "Bitte die Nummer prüfen." },
  draft_not_found: { title: "Diesen Entwurf gibt es nicht mehr", advice: "Bitte neu entwerfen." },
  decision_not_found: { title: "Diese Entscheidung gibt es nicht mehr", advice: "Bitte neu entwerfen." },
  page_gone: {
    title: "Die Seite antwortet nicht mehr",
    advice: "Bitte die Seite neu laden. Der Entwurf lässt sich vorher noch kopieren.",
  },
  unknown: { title: "Das ging nicht", advice: "Bitte noch einmal versuchen." },
};

export const ENGLISH_PROBLEMS: Problems = {
  offline: {
    title: "Kulanz cannot be reached",
    advice: "Is the service running, and is the address in the settings right? Then try again.",
  },
  interrupted: {
    title: "The connection broke off",
    advice: "The text is incomplete. One click carries on.",
  },
  stopped: { title: "Stopped", advice: "Nothing was inserted." },
  wrong_address: {
    title: "Something else answers at this address",
    advice: "Please check the address in the settings.",
  },
  not_signed_in: {
    title: "The pairing is no longer valid",
    advice: "Please pair again in the settings, with a new code.",
  },
  not_allowed: {
    title: "Your role does not reach this far",
    advice: "Please ask someone whose role does, or pair again.",
  },
  too_many_requests: { title: "A little too fast", advice: "Please wait a minute, then try again." },
  too_large: {
    title: "The conversation is too long",
    advice: "1 MB of text is the limit. Please collapse older messages and try again.",
  },
  unavailable: { title: "The database does not answer just now", advice: "Please try again in a moment." },
  internal: {
    title: "Something went wrong in the service",
    advice: "Nothing was changed. Please try again; the place is in the log of the service.",
  },
  model_required: {
    title: "This needs a language model",
    advice: "None is set up. Shorter, Warmer and Translate work without one.",
  },
  stale: { title: "Something has changed meanwhile", advice: "Please draft again." },
  unknown_fact: {
    title: "The service does not know this entry",
    advice: "The extension may be older than the service.",
  },
  bad_value: { title: "This entry does not fit", advice: "Please check what you entered." },
  outcome_not_allowed: { title: "This outcome is not allowed", advice: "Please choose another one or draft again." },
  invalid_request: { title: "The service cannot use this", advice: "Please draft again." },
  order_not_found: { title: "There is no such order", advice: "Please check the number." },
  draft_not_found: { title: "This draft is gone", advice: "Please draft again." },
  decision_not_found: { title: "This decision is gone", advice: "Please draft again." },
  page_gone: {
    title: "The page does not answer any more",
    advice: "Please reload the page. You can still copy the draft before.",
  },
  unknown: { title: "That did not work", advice: "Please try again." },
};
