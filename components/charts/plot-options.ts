import type uPlot from 'uplot';
import type { ChartLine, Zoom } from './history-chart';

export interface PlotPlan {
  readonly element: HTMLElement;
  readonly lines: readonly ChartLine[];
  readonly height: number;
  /** The part of the time to show, given the last moment. */
  readonly shown: (last: number) => Zoom;
  readonly format: (value: number) => string;
  readonly onZoom: (zoom: Zoom | null) => void;
}

/** A drag shorter than this is a press. */
const LEAST_DRAG_PX = 6;

/** How a chart of the past is drawn, in the colours of the theme at hand. */
export function plotOptions({ element, lines, height, shown, format, onZoom }: PlotPlan): uPlot.Options {
  const style = getComputedStyle(element);
  const colour = (name: string) => style.getPropertyValue(name).trim();
  const axis = {
    stroke: colour('--muted-foreground'),
    font: '10px "Inter Variable", sans-serif',
    grid: { stroke: colour('--border'), width: 1 },
    ticks: { show: false },
  };
  return {
    width: element.clientWidth,
    height,
    padding: [8, 4, 0, 0],
    legend: { show: false },
    cursor: {
      y: false,
      points: { size: 6 },
      drag: { x: true, y: false, setScale: false },
      sync: { key: 'history' },
      bind: {
        dblclick: () => () => {
          onZoom(null);
          return null;
        },
      },
    },
    scales: {
      x: {
        time: true,
        range: (_chart, _from, to) => {
          const { from, to: end } = shown(to ?? Date.now() / 1000);
          return [from, end];
        },
      },
      y: { range: (_chart, _low, high) => [0, Math.max((high ?? 0) * 1.15, 4)] },
    },
    axes: [
      { ...axis, space: 70, size: 22, values: (_chart, ticks) => ticks.map(clockOf) },
      { ...axis, size: 46, values: (_chart, ticks) => ticks.map(format) },
    ],
    series: [
      {},
      ...lines.map((line) => ({
        label: line.label,
        stroke: colour(line.colour),
        width: 2,
        spanGaps: true,
        ...(line.isDashed === true ? { dash: [5, 4] } : {}),
        points: { show: false },
      })),
    ],
    hooks: {
      setSelect: [
        (chart) => {
          const { left, width } = chart.select;
          if (width < LEAST_DRAG_PX) return;
          const from = Math.round(chart.posToVal(left, 'x'));
          const to = Math.round(chart.posToVal(left + width, 'x'));
          chart.setSelect({ left: 0, top: 0, width: 0, height: 0 }, false);
          if (to > from) onZoom({ from, to });
        },
      ],
    },
  };
}

function clockOf(seconds: number): string {
  return new Date(seconds * 1_000).toLocaleTimeString('en-GB', {
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
  });
}
