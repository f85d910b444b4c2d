/** Gives the server's figure the page's own type and colours, light or dark, and room for the thumb. */

const AXES = ["xaxis", "xaxis2", "yaxis", "yaxis2", "yaxis3"] as const;

/** Return the layout with the ink of the page. */
export function inked(layout: Record<string, unknown>, box: HTMLElement): Record<string, unknown> {
  const style = getComputedStyle(box);
  const token = (name: string) => style.getPropertyValue(name).trim();
  const axis = { gridcolor: token("--line"), zerolinecolor: token("--line-strong"), linecolor: token("--line-strong"), automargin: true };
  const axes = AXES.filter((name) => name in layout || name === "xaxis" || name === "yaxis");
  return {
    ...layout,
    ...Object.fromEntries(axes.map((name) => [name, { ...(layout[name] as object), ...axis }])),
    autosize: true,
    width: undefined,
    height: undefined,
    paper_bgcolor: token("--panel"),
    plot_bgcolor: token("--panel"),
    font: { family: style.fontFamily, size: 16, color: token("--ink") },
    legend: { orientation: "h", yanchor: "bottom", y: 1.02, x: 0 },
    margin: { l: 60, r: 24, t: 64, b: 48 },
  };
}
