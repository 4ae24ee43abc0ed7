import type uPlot from 'uplot';
import { formatCompact } from '@/lib/format';

export interface LiveSeries {
  readonly label: string;
  /** A CSS variable of the theme: `--queue`. */
  readonly colour: string;
  /** Lines are told apart by dashes too, not by colour alone. */
  readonly isDashed?: boolean;
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
    cursor: { y: false, points: { size: 6 } },
    scales: {
      x: { time: true, range: (_chart, _from, to) => [to - SECONDS_SHOWN, to] },
      y: { range: (_chart, _low, high) => [0, Math.max(high * 1.15, 4)] },
    },
    axes: [
      { ...axis, space: 70, size: 22, values: (_chart, ticks) => ticks.map(clockOf) },
      { ...axis, size: 38, values: (_chart, ticks) => ticks.map((tick) => `${formatCompact(tick)}${unit}`) },
    ],
    series: [
      {},
      ...lines.map((line) => ({
        label: line.label,
        stroke: colour(line.colour),
        width: 2,
        ...(line.isDashed === true ? { dash: [5, 4] } : { fill: withAlpha(colour(line.colour)) }),
        points: { show: false },
      })),
    ],
  };
}

function clockOf(seconds: number): string {
  return new Date(seconds * 1_000).toLocaleTimeString('en-GB');
}

function withAlpha(colour: string): string {
  return `color-mix(in oklab, ${colour} 14%, transparent)`;
}
