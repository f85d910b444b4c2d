declare module "plotly.js-cartesian-dist-min" {
  interface Plotly {
    react(box: HTMLElement, data: unknown[], layout: object, config: object): Promise<void>;
    toImage(figure: { data: unknown[]; layout: object }, asked: { format: "svg"; width: number; height: number }): Promise<string>;
  }
  const plotly: Plotly;
  export default plotly;
}
