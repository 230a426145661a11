// Draws the desk's charts with uPlot. Fetched when analytics is opened. What is drawn stands beside it as a table.
import uPlot from "uplot";

const style = document.createElement("link");
style.rel = "stylesheet";
style.href = "/desk/charts.css";
document.head.append(style);

const HEIGHT = 200;

/** Milliseconds in the largest unit that fits: an axis has little room. */
function duration(ms) {
  for (const [name, length] of [["d", 86_400_000], ["h", 3_600_000], ["min", 60_000]]) {
    if (ms >= length) return `${Math.round((ms / length) * 10) / 10} ${name}`;
  }
  return `${Math.round(ms / 100) / 10} s`;
}

const UNITS = {
  count: (value) => String(value),
  ms: duration,
};

/** Steps of the axis that a person would choose: minutes come in sixties. */
const STEPS = {
  count: [1, 2, 5, 10, 20, 50, 100, 200, 500, 1_000, 2_000, 5_000, 10_000, 20_000, 50_000, 100_000],
  ms: [1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1_800, 3_600, 7_200, 14_400, 43_200, 86_400, 172_800, 604_800]
    .map((seconds) => seconds * 1_000),
};

class Chart extends HTMLElement {
  static observedAttributes = ["data-chart"];

  #plot = null;
  #sizes = new ResizeObserver(() => this.#fit());
  #scheme = matchMedia("(prefers-color-scheme: dark)");
  #repaint = () => this.#draw();

  connectedCallback() {
    this.#sizes.observe(this);
    this.#scheme.addEventListener("change", this.#repaint);
    this.#draw();
  }

  disconnectedCallback() {
    this.#sizes.disconnect();
    this.#scheme.removeEventListener("change", this.#repaint);
    this.#clear();
  }

  attributeChangedCallback() {
    if (this.isConnected) this.#draw();
  }

  #clear() {
    this.#plot?.destroy();
    this.#plot = null;
  }

  #fit() {
    const width = this.clientWidth;
    if (this.#plot !== null && width > 0 && width !== this.#plot.width) this.#plot.setSize({ width, height: HEIGHT });
  }

  #draw() {
    this.#clear();
    const text = this.dataset.chart;
    if (!text) return;
    const chart = JSON.parse(text);
    const places = chart.labels.map((_, place) => place);
    const data = [places, ...chart.series.map((series) => series.values)];
    this.#plot = new uPlot(this.#options(chart), data, this);
  }

  #options({ what, labels, unit, series }) {
    const colours = getComputedStyle(this);
    const colour = (name) => colours.getPropertyValue(`--${name}`).trim();
    const axis = {
      stroke: colour("ink-faint"),
      font: `12px ${colours.fontFamily}`,
      grid: { stroke: colour("line"), width: 1 },
      ticks: { show: false },
    };
    return {
      width: Math.max(this.clientWidth, 200),
      height: HEIGHT,
      padding: [12, 8, 0, 0],
      cursor: { drag: { x: false, y: false }, points: { size: 7 } },
      scales: {
        x: { time: false, range: [-0.6, labels.length - 0.4] },
        y: { range: (_, __, most) => [0, most > 0 ? most * 1.1 : 1] },
      },
      axes: [
        {
          ...axis,
          grid: { show: false },
          size: 28,
          space: 52,
          incrs: [1, 2, 3, 4, 6, 7, 12, 14, 28, 30, 60, 90],
          values: (_, splits) => splits.map((place) => labels[place] ?? ""),
        },
        { ...axis, size: 56, incrs: STEPS[unit], values: (_, splits) => splits.map(UNITS[unit]) },
      ],
      series: [
        { label: what, value: (_, place) => labels[place] ?? "–" },
        ...series.map(({ name, tone, kind }) => ({
          label: name,
          value: (_, value) => (value === null || value === undefined ? "–" : UNITS[unit](value)),
          ...(kind === "bars"
            ? { fill: colour(tone), paths: uPlot.paths.bars({ size: [0.64, 36], radius: 0.12 }), points: { show: false } }
            : { stroke: colour(tone), width: 2, spanGaps: false, points: { show: true, size: 5, fill: colour(tone) } }),
        })),
      ],
    };
  }
}

customElements.define("baton-chart", Chart);
