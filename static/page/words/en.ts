/** The English words of the pages; a key missing here does not compile. */
import type { zh } from "./zh";
import { enPage } from "./en_page";

export const en: Record<keyof typeof zh, string> = { ...enPage };
