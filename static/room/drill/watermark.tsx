/** 演练 over the middle of the page, so that no photograph of a part of it looks real. */
import { t } from "../../page/words/words";

// Far enough apart that any part of the glass as large as a hand bears the word once.
const EVERY = { x: 260, y: 150 };

/** The watermark; no finger and no screen reader meets it. */
export function Watermark() {
  return (
    <svg class="watermark" aria-hidden="true">
      <pattern id="drill-word" width={EVERY.x} height={EVERY.y} patternUnits="userSpaceOnUse" patternTransform="rotate(-24)">
        <text x="20" y="90">
          {t("drill")}
        </text>
      </pattern>
      <rect width="100%" height="100%" fill="url(#drill-word)" />
    </svg>
  );
}
