/** The pieces of the one sentence that stands first: what to do, and the facts that lead there. */
import type { Decision } from "../../api/types";

type Action = Decision["action"];

export interface HeadlineWords {
  /** What to do, as a colleague would say it; `amount` is money already written, "" where there is none. */
  leads: { [A in Exclude<Action, "ask">]: (amount: string) => string };
  waitUntil: (day: string) => string;
  sendMissing: string;
  /** By what is asked for; a fact that is not here is asked for by its name. */
  asking: { [what: string]: string };
  askFor: (what: string) => string;
  askFirst: (lead: string, what: string) => string;
  chooseOrder: string;
  undecided: string;
  fits: (number: number) => string;
  noOrder: string;
  unknown: (fact: string) => string;
  stranger: (order: string) => string;
  problems: { [problem: string]: string };
  withdrawn: string;
  withdrawnInVain: string;
  rightOpen: string;
  rightNotOpen: string;
  photo: string;
  noPhoto: string;
  tried: (times: number) => string;
  parcels: { [status: string]: string };
  deniedDelivery: (days: number | null) => string;
  insidePromise: string;
  overdue: (days: number) => string;
  lastScan: (days: number) => string;
  afterDelivery: (days: number) => string;
}

const tage = (days: number, many = "Tage") => (days === 1 ? "1\u00a0Tag" : `${days}\u00a0${many}`);
const days = (number: number) => (number === 1 ? "1\u00a0day" : `${number}\u00a0days`);

export const HEADLINE: { de: HeadlineWords; en: HeadlineWords } = {
  de: {
    leads: {
      answer: () => "Antworten",
      wait: () => "Um Geduld bitten",
      trace: () => "Nachforschen lassen",
      replace: () => "Ersatz senden",
      resend: () => "Noch einmal senden",
      expedite: () => "Versand beschleunigen",
      repair: () => "Reparieren lassen",
      exchange: () => "Umtauschen",
      refund: (amount) => `${amount || "Geld"} erstatten`,
      return_refund: (amount) => `Ware zurücknehmen und ${amount || "Geld"} erstatten`,
      partial_refund: (amount) => (amount ? `${amount} vom Preis erstatten` : "Einen Teil erstatten"),
      cancel_and_refund: (amount) => `Stornieren und ${amount || "Geld"} erstatten`,
      store_credit: (amount) => (amount ? `${amount} als Guthaben anbieten` : "Guthaben anbieten"),
      discount: (amount) => (amount ? `${amount} Rabatt anbieten` : "Rabatt anbieten"),
      refuse: () => "Freundlich ablehnen",
      handover: () => "Weitergeben",
    },
    waitUntil: (day) => `Um Geduld bis ${day} bitten`,
    sendMissing: "Fehlendes nachsenden",
    asking: {
      order_number: "Nach der Bestellnummer fragen",
      photo: "Um ein Foto bitten",
      video: "Um ein Video bitten",
      item: "Nach dem Artikel fragen",
      item_condition: "Nach dem Zustand der Ware fragen",
      address: "Nach der Adresse fragen",
      wish: "Nach dem Wunsch fragen",
      sender_matches_order: "Klären, wer schreibt",
    },
    askFor: (what) => `Nachfragen (${what})`,
    askFirst: (lead, what) => `${lead} (vorher erfragen: ${what})`,
    chooseOrder: "Erst die Bestellung wählen",
    undecided: "Noch nicht zu entscheiden",
    fits: (number) => `${number} kommen infrage`,
    noOrder: "keine Bestellung gefunden",
    unknown: (fact) => `„${fact}“ ist unbekannt`,
    stranger: (order) => `Absender passt nicht zur Bestellung ${order}`,
    problems: {
      safety: "Gefahr gemeldet",
      chargeback: "Rückbuchung",
      payment: "Frage zur Zahlung",
      cancel: "Stornierung gewünscht",
      late: "Lieferung verspätet",
    },
    withdrawn: "rechtzeitig widerrufen",
    withdrawnInVain: "widerrufen, aber kein Widerrufsrecht offen",
    rightOpen: "Widerrufsrecht offen",
    rightNotOpen: "kein Widerrufsrecht offen",
    photo: "Foto da",
    noPhoto: "kein Foto",
    tried: (times) => (times === 1 ? "Abhilfe schon einmal versucht" : `Abhilfe schon ${times}-mal versucht`),
    parcels: {
      lost: "Paket verloren",
      returned: "Paket zurück beim Absender",
      failed: "Zustellung gescheitert",
      not_shipped: "noch nicht verschickt",
      in_transit: "Paket unterwegs",
      out_for_delivery: "Paket in Zustellung",
      ready_for_pickup: "Paket liegt zur Abholung bereit",
    },
    deniedDelivery: (number) =>
      number === null
        ? "laut Tracking zugestellt"
        : number === 0
          ? "laut Tracking heute zugestellt"
          : `laut Tracking vor ${tage(number, "Tagen")} zugestellt`,
    insidePromise: "noch im zugesagten Zeitraum",
    overdue: (number) => `${tage(number)} über dem zugesagten Termin`,
    lastScan: (number) => `letzter Scan vor ${tage(number, "Tagen")}`,
    afterDelivery: (number) => (number === 0 ? "heute zugestellt" : `${tage(number)} nach Zustellung`),
  },
  en: {
    leads: {
      answer: () => "Answer",
      wait: () => "Ask for patience",
      trace: () => "Have the parcel traced",
      replace: () => "Send a replacement",
      resend: () => "Send it again",
      expedite: () => "Speed up shipping",
      repair: () => "Have it repaired",
      exchange: () => "Exchange it",
      refund: (amount) => `Refund ${amount || "the money"}`,
      return_refund: (amount) => `Take it back and refund ${amount || "the money"}`,
      partial_refund: (amount) => `Refund ${amount || "part"} of the price`,
      cancel_and_refund: (amount) => `Cancel and refund ${amount || "the money"}`,
      store_credit: (amount) => (amount ? `Offer ${amount} in store credit` : "Offer store credit"),
      discount: (amount) => (amount ? `Offer ${amount} off` : "Offer a discount"),
      refuse: () => "Decline kindly",
      handover: () => "Hand over",
    },
    waitUntil: (day) => `Ask for patience until ${day}`,
    sendMissing: "Send what is missing",
    asking: {
      order_number: "Ask for the order number",
      photo: "Ask for a photo",
      video: "Ask for a video",
      item: "Ask which item",
      item_condition: "Ask about the item’s condition",
      address: "Ask for the address",
      wish: "Ask what they would like",
      sender_matches_order: "Find out who is writing",
    },
    askFor: (what) => `Ask (${what})`,
    askFirst: (lead, what) => `${lead} (ask first: ${what})`,
    chooseOrder: "Choose the order first",
    undecided: "Cannot be decided yet",
    fits: (number) => `${number} could be meant`,
    noOrder: "no order found",
    unknown: (fact) => `“${fact}” is unknown`,
    stranger: (order) => `the sender does not match order ${order}`,
    problems: {
      safety: "danger reported",
      chargeback: "chargeback",
      payment: "payment question",
      cancel: "wants to cancel",
      late: "delivery late",
      missing_item: "an item is missing",
      unwanted: "not wanted",
    },
    withdrawn: "withdrawn in time",
    withdrawnInVain: "withdrawn, but no right of withdrawal open",
    rightOpen: "right of withdrawal open",
    rightNotOpen: "no right of withdrawal open",
    photo: "photo there",
    noPhoto: "no photo",
    tried: (times) => (times === 1 ? "one remedy tried already" : `${times} remedies tried already`),
    parcels: {
      lost: "parcel lost",
      returned: "parcel went back to the sender",
      failed: "delivery failed",
      not_shipped: "not shipped yet",
      in_transit: "parcel in transit",
      out_for_delivery: "parcel out for delivery",
      ready_for_pickup: "parcel waiting to be picked up",
    },
    deniedDelivery: (number) =>
      number === null
        ? "delivered according to tracking"
        : number === 0
          ? "delivered today according to tracking"
          : `delivered ${days(number)} ago according to tracking`,
    insidePromise: "still within the promised time",
    overdue: (number) => `${days(number)} past the promised date`,
    lastScan: (number) => `last scan ${days(number)} ago`,
    afterDelivery: (number) => (number === 0 ? "delivered today" : `${days(number)} after delivery`),
  },
};
