/** The Chinese words of the pages; the other languages have the same keys. */
import { zhPage } from "./zh_page";

export const zh = { ...zhPage } as const;
