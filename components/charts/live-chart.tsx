'use client';

import 'uplot/dist/uPlot.min.css';
import { useEffect, useRef } from 'react';
import type uPlot from 'uplot';
import { liveStore } from '@/lib/live-store';
import { chartOptions, type LiveSeries } from './chart-options';

export interface LiveChartProps {
  readonly title: string;
  readonly series: readonly LiveSeries[];
  readonly unit?: string;
}

const HEIGHT = 132;

/** The last three minutes of some live numbers. It reads them once a second and never through React. */
export function LiveChart({ title, series, unit = '' }: LiveChartProps) {
  const box = useRef<HTMLDivElement>(null);
  const signature = JSON.stringify(series);

  useEffect(() => {
    const element = box.current;
    if (element === null) return;
    const lines = JSON.parse(signature) as LiveSeries[];
    let chart: uPlot | null = null;
    let isGone = false;
    const data = (): uPlot.AlignedData => [
      liveStore.numbers.history.times(),
      ...lines.map(({ keys, column }) => sum(keys, column)),
    ];
    const build = async () => {
      const { default: UPlot } = await import('uplot');
      if (isGone) return;
      chart?.destroy();
      chart = new UPlot(chartOptions({ element, lines, unit, height: HEIGHT }), data(), element);
    };
    void build();
    const leave = liveStore.numbers.history.subscribe(() => {
      if (!document.hidden) chart?.setData(data());
    });
    const sizes = new ResizeObserver(() => chart?.setSize({ width: element.clientWidth, height: HEIGHT }));
    sizes.observe(element);
    const theme = new MutationObserver(() => void build());
    theme.observe(document.documentElement, { attributeFilter: ['data-theme'] });
    return () => {
      isGone = true;
      leave();
      sizes.disconnect();
      theme.disconnect();
      chart?.destroy();
    };
  }, [signature, unit]);

  return (
    <figure>
      <figcaption className="flex items-baseline gap-3 text-xs">
        <span className="font-medium">{title}</span>
        {series.map(({ label, colour, isDashed }) => (
          <span key={label} className="flex items-center gap-1.5 text-muted-foreground">
            <svg viewBox="0 0 14 4" aria-hidden className="h-1 w-3.5">
              <path
                d="M0 2h14"
                stroke={`var(${colour})`}
                strokeWidth={2.5}
                strokeDasharray={isDashed === true ? '3 2' : undefined}
              />
            </svg>
            {label}
          </span>
        ))}
      </figcaption>
      <div
        ref={box}
        role="img"
        aria-label={`${title}, last three minutes`}
        className="live-chart mt-1.5"
        style={{ height: HEIGHT }}
      />
    </figure>
  );
}

function sum(keys: readonly string[], column: 0 | 1): number[] {
  const columns = keys.map((key) => liveStore.numbers.history.values(key, column));
  const [first = liveStore.numbers.history.times().map(() => 0), ...rest] = columns;
  return first.map((value, index) => rest.reduce((total, other) => total + (other[index] ?? 0), value));
}
