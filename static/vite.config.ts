/**
 * One html entry per page, so that a chief's tablet never loads what only an analyst needs.
 *
 * The server answers `/` with `index.html`, `/room/…` with `room.html`, `/district` with
 * `district.html`, `/figures` with `figures.html`, `/review` with `review.html`, `/cards/…` with
 * `cards.html`, `/planbook/…` with `planbook.html`, `/readiness/…` with `readiness.html` and
 * `/drills`, `/drills/…` with `drills.html`; `/sw.js` and `/assets/…` are files. Whatever lies in
 * `assets` carries its hash in its name and never changes.
 */
import { defineConfig } from "vite";

const here = (name: string) => new URL(name, import.meta.url).pathname;

export default defineConfig({
  root: here("."),
  base: "/",
  publicDir: false,
  oxc: { jsx: { runtime: "automatic", importSource: "preact" } },
  build: {
    target: "es2022",
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 1800,
    rolldownOptions: {
      input: {
        index: here("index.html"),
        room: here("room.html"),
        district: here("district.html"),
        figures: here("figures.html"),
        review: here("review.html"),
        cards: here("cards.html"),
        planbook: here("planbook.html"),
        readiness: here("readiness.html"),
        drills: here("drills.html"),
        sw: here("sw.ts"),
      },
      output: {
        entryFileNames: (chunk) => (chunk.name === "sw" ? "sw.js" : "assets/[name]-[hash].js"),
      },
    },
  },
});
