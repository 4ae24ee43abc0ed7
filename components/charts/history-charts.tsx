'use client';

import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { ZoomIn, ZoomOut } from 'lucide-react';
import { IconButton } from '@/components/ui/icon-button';
import { Section } from '@/components/ui/section';
import { Segmented } from '@/components/ui/segmented';
import { request } from '@/lib/api-client';
import { aligned, historyQuery, historyRanges, seriesOf } from '@/lib/history-samples';
import type { RateDetails } from '@/lib/management-api';
import { choiceParam, numberParam } from '@/lib/url-params';
import { useUrlParams } from '@/lib/url-state';
import { type ChartLine, HistoryChart, type Zoom } from './history-chart';

export interface HistoryLine<Data> extends ChartLine {
  readonly kind: 'gauge' | 'rate';
  readonly read: (data: Data) => RateDetails | undefined;
}

export interface HistoryPlot<Data> {
  readonly title: string;
  readonly lines: readonly HistoryLine<Data>[];
  readonly format?: (value: number) => string;
}

/** What the broker remembers of a single thing. */
const ranges = ['1m', '10m', '1h'] as const;

export interface HistoryChartsProps<Data> {
  /** Where the API tells of the thing: `/api/queues/%2F/orders`. */
  readonly path: string;
  readonly plots: readonly HistoryPlot<Data>[];
}

const parsers = {
  range: choiceParam(ranges).withDefault('10m'),
  from: numberParam,
  to: numberParam,
};
const LONGEST_WAIT_MS = 60_000;

/** Numbers of a thing over time: a range to choose, and a part of it to look at closely by dragging. Both are in the URL. */
export function HistoryCharts<Data>({ path, plots }: HistoryChartsProps<Data>) {
  const [{ range, from, to }, setParams] = useUrlParams(parsers);
  const { ageSeconds, incrSeconds } = historyRanges[range];
  const query = useQuery({
    queryKey: ['history', path, range],
    queryFn: ({ signal }) => request<Data>(`${path}?${historyQuery(range)}`, { signal }),
    refetchInterval: Math.min(incrSeconds * 1000, LONGEST_WAIT_MS),
    placeholderData: keepPreviousData,
  });
  const zoom: Zoom | null = from !== null && to !== null && from < to ? { from, to } : null;
  const setZoom = (next: Zoom | null) => setParams({ from: next?.from ?? null, to: next?.to ?? null });

  function zoomIn() {
    const end = zoom?.to ?? Date.now() / 1000;
    const length = zoom ? zoom.to - zoom.from : ageSeconds;
    setZoom({ from: Math.round(end - length / 2), to: Math.round(end) });
  }

  return (
    <Section
      title="Over time"
      actions={
        <>
          <IconButton size="sm" label="Look closer at the latest half" onClick={zoomIn}>
            <ZoomIn aria-hidden />
          </IconButton>
          <IconButton size="sm" label="Show the whole range" disabled={zoom === null} onClick={() => setZoom(null)}>
            <ZoomOut aria-hidden />
          </IconButton>
        </>
      }
    >
      <div className="flex flex-col gap-4">
        <Segmented
          aria-label="Range of time"
          size="sm"
          value={range}
          onValueChange={(next) => setParams({ range: next, from: null, to: null })}
          options={ranges.map((name) => ({ value: name, label: historyRanges[name].label }))}
          className="self-start"
        />
        {plots.map(({ title, lines, format }) => (
          <HistoryChart
            key={title}
            title={title}
            about={zoom === null ? `last ${historyRanges[range].label}` : 'a part of the time'}
            lines={lines.map(({ label, colour, isDashed }) => ({ label, colour, isDashed: isDashed === true }))}
            data={aligned(lines.map(({ kind, read }) => seriesOf(query.data && read(query.data), kind)))}
            span={ageSeconds}
            zoom={zoom}
            onZoom={setZoom}
            {...(format && { format })}
          />
        ))}
        <p className="text-muted-foreground text-xs">Drag over a part of a chart to look at it closely.</p>
      </div>
    </Section>
  );
}
