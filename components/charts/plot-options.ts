import type uPlot from 'uplot';
import type { ChartLine, Zoom } from './history-chart';
import { plotFrame } from './plot-frame';

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
  const frame = plotFrame(element, height);
  return {
    ...frame.options,
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
      y: frame.y,
    },
    axes: frame.axes(46, format),
    series: [{}, ...lines.map((line) => ({ ...frame.line(line), spanGaps: true }))],
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
