declare module "plotly.js-cartesian-dist-min" {
  interface Plotly {
    react(box: HTMLElement, data: unknown[], layout: object, config: object): Promise<void>;
    purge(box: HTMLElement): void;
  }
  const plotly: Plotly;
  export default plotly;
}
