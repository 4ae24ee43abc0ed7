import type uPlot from 'uplot';

export interface PlotLine {
  readonly label: string;
  /** A CSS variable of the theme: `--queue`. */
  readonly colour: string;
  /** Lines are told apart by dashes too, not by colour alone. */
  readonly isDashed?: boolean;
}

/** What all charts have in common: a time axis, an axis from 0 on, and the colours of the theme at hand. */
export interface PlotFrame {
  readonly colour: (name: string) => string;
  readonly options: Pick<uPlot.Options, 'width' | 'height' | 'padding' | 'legend'>;
  readonly y: uPlot.Scale;
  /** `size` in pixels is the room for the numbers. */
  readonly axes: (size: number, format: (value: number) => string) => uPlot.Axis[];
  readonly line: (line: PlotLine) => uPlot.Series;
}

export function plotFrame(element: HTMLElement, height: number): PlotFrame {
  const style = getComputedStyle(element);
  const colour = (name: string) => style.getPropertyValue(name).trim();
  const axis = {
    stroke: colour('--muted-foreground'),
    font: '10px "Inter Variable", sans-serif',
    grid: { stroke: colour('--border'), width: 1 },
    ticks: { show: false },
  };
  return {
    colour,
    options: { width: element.clientWidth, height, padding: [8, 4, 0, 0], legend: { show: false } },
    y: { range: (_chart, _low, high) => [0, Math.max((high ?? 0) * 1.15, 4)] },
    axes: (size, format) => [
      { ...axis, space: 70, size: 22, values: (_chart, ticks) => ticks.map(clockOf) },
      { ...axis, size, values: (_chart, ticks) => ticks.map(format) },
    ],
    line: ({ label, colour: name, isDashed }) => ({
      label,
      stroke: colour(name),
      width: 2,
      ...(isDashed === true ? { dash: [5, 4] } : {}),
      points: { show: false },
    }),
  };
}

function clockOf(seconds: number): string {
  return new Date(seconds * 1_000).toLocaleTimeString('en-GB');
}
