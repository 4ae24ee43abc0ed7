import type uPlot from 'uplot';
import { formatCompact } from '@/lib/format';
import { type PlotLine, plotFrame } from './plot-frame';

export interface LiveSeries extends PlotLine {
  /** Series of the live history; several are added up. */
  readonly keys: readonly string[];
  readonly column: 0 | 1;
}

interface ChartPlan {
  readonly element: HTMLElement;
  readonly lines: readonly LiveSeries[];
  readonly unit: string;
  readonly height: number;
}

const SECONDS_SHOWN = 90;

export function chartOptions({ element, lines, unit, height }: ChartPlan): uPlot.Options {
  const frame = plotFrame(element, height);
  return {
    ...frame.options,
    cursor: { y: false, points: { size: 6 } },
    scales: {
      x: { time: true, range: (_chart, _from, to) => [to - SECONDS_SHOWN, to] },
      y: frame.y,
    },
    axes: frame.axes(38, (value) => `${formatCompact(value)}${unit}`),
    series: [
      {},
      ...lines.map((line) => ({
        ...frame.line(line),
        ...(line.isDashed === true ? {} : { fill: withAlpha(frame.colour(line.colour)) }),
      })),
    ],
  };
}

function withAlpha(colour: string): string {
  return `color-mix(in oklab, ${colour} 14%, transparent)`;
}
