/** What the panel says, in German and English: the same keys, held by the type checker. */
import { GERMAN } from "./de";
import { ENGLISH } from "./en";

export type Strings = typeof GERMAN;

export const STRINGS: { de: Strings; en: Strings } = { de: GERMAN, en: ENGLISH };
