'use client';

import 'uplot/dist/uPlot.min.css';
import { useEffect, useRef } from 'react';
import type uPlot from 'uplot';
import { formatCompact } from '@/lib/format';
import { plotOptions } from './plot-options';

export interface ChartLine {
  readonly label: string;
  /** A CSS variable of the theme: `--queue`. */
  readonly colour: string;
  /** Lines are told apart by dashes too, not by colour alone. */
  readonly isDashed?: boolean;
}

/** Seconds since the epoch. */
export interface Zoom {
  readonly from: number;
  readonly to: number;
}

export interface HistoryChartProps {
  readonly title: string;
  /** Which time it shows, for those who cannot see it. */
  readonly about: string;
  readonly lines: readonly ChartLine[];
  /** Moments, then the values of each line. */
  readonly data: readonly (readonly (number | null)[])[];
  /** Seconds that are shown when nothing is looked at closely. */
  readonly span: number;
  readonly zoom: Zoom | null;
  readonly onZoom: (zoom: Zoom | null) => void;
  readonly format?: (value: number) => string;
}

const HEIGHT = 120;

/** Some lines over time. A drag chooses a part; a double click shows all again. */
export function HistoryChart(props: HistoryChartProps) {
  const { title, about, lines, data, span, zoom, onZoom, format = formatCompact } = props;
  const box = useRef<HTMLDivElement>(null);
  const chart = useRef<uPlot | null>(null);
  const now = useRef({ data, span, zoom, onZoom, format });
  now.current = { data, span, zoom, onZoom, format };
  const signature = JSON.stringify(lines);

  useEffect(() => {
    const element = box.current;
    if (element === null) return;
    let isGone = false;
    const build = async () => {
      const { default: UPlot } = await import('uplot');
      if (isGone) return;
      chart.current?.destroy();
      const options = plotOptions({
        element,
        lines: JSON.parse(signature) as ChartLine[],
        height: HEIGHT,
        shown: (last) => now.current.zoom ?? { from: last - now.current.span, to: last },
        format: (value) => now.current.format(value),
        onZoom: (next) => now.current.onZoom(next),
      });
      chart.current = new UPlot(options, now.current.data as unknown as uPlot.AlignedData, element);
    };
    void build();
    const sizes = new ResizeObserver(() => chart.current?.setSize({ width: element.clientWidth, height: HEIGHT }));
    sizes.observe(element);
    const theme = new MutationObserver(() => void build());
    theme.observe(document.documentElement, { attributeFilter: ['data-theme'] });
    return () => {
      isGone = true;
      sizes.disconnect();
      theme.disconnect();
      chart.current?.destroy();
      chart.current = null;
    };
  }, [signature]);

  // biome-ignore lint/correctness/useExhaustiveDependencies: another part of the time is drawn anew as well.
  useEffect(() => {
    chart.current?.setData(data as unknown as uPlot.AlignedData);
  }, [data, span, zoom]);

  const latest = lines.map(({ label }, i) => `${label} ${format(data[i + 1]?.at(-1) ?? 0)}`).join(', ');
  return (
    <figure>
      <figcaption className="flex flex-wrap items-baseline gap-x-3 text-xs">
        <span className="font-medium">{title}</span>
        {lines.map(({ label, colour, isDashed }, i) => (
          <span key={label} className="flex items-center gap-1.5 text-muted-foreground">
            <svg viewBox="0 0 14 4" aria-hidden className="h-1 w-3.5">
              <path
                d="M0 2h14"
                stroke={`var(${colour})`}
                strokeWidth={2.5}
                strokeDasharray={isDashed === true ? '3 2' : undefined}
              />
            </svg>
            {label} {format(data[i + 1]?.at(-1) ?? 0)}
          </span>
        ))}
      </figcaption>
      <div
        ref={box}
        role="img"
        aria-label={`${title}, ${about}; now ${latest}`}
        className="live-chart mt-1.5"
        style={{ height: HEIGHT }}
      />
    </figure>
  );
}
