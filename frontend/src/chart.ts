// <div class="chart" data-chart="id">: draws the JSON of <script type="application/json" id="id">.
// {title, unit, labels: [...], series: [{name, kind: "bar"|"line", values: [...], tone?}], stacked?, horizontal?}
// The server writes the same figures as a table beside it, so the drawing is decoration for those who cannot see it.
import { BarChart, LineChart } from "echarts/charts";
import { AriaComponent, GridComponent, LegendComponent, TooltipComponent } from "echarts/components";
import * as echarts from "echarts/core";
import { SVGRenderer } from "echarts/renderers";

echarts.use([BarChart, LineChart, GridComponent, LegendComponent, TooltipComponent, AriaComponent, SVGRenderer]);

interface Series {
  name: string;
  kind?: "bar" | "line";
  values: (number | null)[];
  tone?: string;
}

interface Spec {
  title?: string;
  unit?: string;
  labels: string[];
  series: Series[];
  stacked?: boolean;
  horizontal?: boolean;
}

const drawn = new WeakMap<Element, echarts.ECharts>();
const token = (name: string) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();

function option(spec: Spec): echarts.EChartsCoreOption {
  const ink = token("--ink-2");
  const line = token("--line");
  const palette = [token("--accent"), "#d08a24", "#2f8f63", "#8a94a3", "#7a5fb5", "#b5483c"];
  const names = { type: "category", data: spec.labels, axisLine: { lineStyle: { color: token("--line-2") } }, axisTick: { show: false }, axisLabel: { color: ink }, inverse: spec.horizontal };
  const values = { type: "value", minInterval: 1, axisLabel: { color: ink }, splitLine: { lineStyle: { color: line } } };
  return {
    animation: false,
    color: palette,
    textStyle: { fontFamily: token("--font") },
    aria: { enabled: true },
    grid: { left: 8, right: 16, top: spec.series.length > 1 ? 36 : 12, bottom: 4, containLabel: true },
    legend: spec.series.length > 1 ? { top: 0, left: 0, icon: "roundRect", itemWidth: 12, itemHeight: 8, textStyle: { color: ink } } : undefined,
    tooltip: { trigger: "axis", renderMode: "richText", axisPointer: { type: "shadow" } },
    xAxis: spec.horizontal ? values : names,
    yAxis: spec.horizontal ? names : values,
    series: spec.series.map((series) => ({
      name: series.name,
      type: series.kind ?? "bar",
      data: series.values,
      stack: spec.stacked ? "all" : undefined,
      barMaxWidth: 28,
      symbolSize: 6,
      itemStyle: series.tone ? { color: token(`--${series.tone}`) } : undefined,
    })),
  };
}

function start(box: HTMLElement): void {
  if (drawn.has(box)) return;
  const text = document.getElementById(box.dataset.chart ?? "")?.textContent;
  if (!text) return;
  const chart = echarts.init(box, undefined, { renderer: "svg" });
  drawn.set(box, chart);
  chart.setOption(option(JSON.parse(text) as Spec));
  new ResizeObserver(() => chart.resize()).observe(box);
}

const startAll = () => document.querySelectorAll<HTMLElement>("[data-chart]").forEach(start);
startAll();
document.addEventListener("tongpan:part", startAll);
