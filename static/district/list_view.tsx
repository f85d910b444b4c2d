/** A list beside the map; it says so when it is empty. */
import type { ComponentChildren } from "preact";

/** One of the lists, with how much stands in it. */
export function List(props: { title: string; empty: string; count: number; children: ComponentChildren[] }) {
  const rows = props.children.flat().filter(Boolean);
  return (
    <section class="side-list">
      <h2>
        {props.title} <span class="quiet-line">{props.count}</span>
      </h2>
      {rows.length ? <ul>{rows}</ul> : <p class="quiet-line">{props.empty}</p>}
    </section>
  );
}
