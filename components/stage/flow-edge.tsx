'use client';

import { memo, useEffect, useMemo, useRef } from 'react';
import { cn } from '@/components/ui/cn';
import { formatRate } from '@/lib/format';
import { liveStore } from '@/lib/live-store';
import type { Box } from '@/lib/stage-align';
import { curveOf } from '@/lib/stage-course';
import { endOf, svgPath } from '@/lib/stage-curve';
import type { StageEdge } from '@/lib/stage-graph';
import { labelPoint, labelRoom, labelWords, plateWidth, wordsWidth } from '@/lib/stage-label';
import { edgeRate } from '@/lib/stage-numbers';
import type { FlowEdge } from './flow-types';
import { useNumbers, useStageTools } from './stage-context';

/** What dots on a line look like when they stand for many. */
const trackKinds = {
  publish: 'publish',
  binding: 'binding',
  alternate: 'binding',
  bundle: 'binding',
  consume: 'consume',
  reply: 'consume',
  'dead-letter': 'dead-letter',
} as const;

interface FlowEdgeProps {
  readonly line: FlowEdge;
  /** Where the nodes at its ends stand. */
  readonly source: Box;
  readonly target: Box;
}

export const FlowEdgeView = memo(function FlowEdgeView({ line, source, target }: FlowEdgeProps) {
  const { id, edge, detour, isOverhead, labelAt } = line;
  const { engine } = useStageTools();
  const drawn = edge.kind;
  const isUpright = drawn === 'alternate' || drawn === 'dead-letter' || drawn === 'reply';
  const curve = useMemo(
    () => curveOf(drawn, { source, target, detour, isOverhead }),
    [drawn, source, target, detour, isOverhead],
  );
  const kind = trackKinds[drawn];
  useEffect(() => {
    engine.setTrack(id, kind, curve);
    return () => engine.removeTrack(id);
  }, [engine, id, kind, curve]);
  const path = svgPath(curve);
  const end = endOf(curve);
  const at = (width: number) => labelPoint(edge, curve, labelAt, width);
  return (
    <g className={styleOf(edge)} data-edge={edge.kind}>
      <path d={path} fill="none" stroke="transparent" strokeWidth={22} />
      <path
        d={path}
        className="stage-edge-halo"
        fill="none"
        stroke="transparent"
        strokeWidth={9}
        strokeLinecap="round"
      />
      <EdgeLine edge={edge} path={path} />
      <path
        d="M-6.5-4.2 0 0-6.5 4.2"
        transform={`translate(${end.to.x - 1} ${end.to.y}) rotate(${isUpright ? (end.to.y > end.control2.y ? 90 : -90) : 0})`}
        className="fill-none stroke-[1.75] stroke-current"
        strokeLinecap="round"
        strokeLinejoin="round"
      />
      <EdgeLabel edge={edge} {...at(labelRoom(edge))} />
      <EdgeWords edge={edge} {...at(wordsWidth(labelWords(edge).length))} />
    </g>
  );
});

function EdgeLine({ edge, path }: { readonly edge: StageEdge; readonly path: string }) {
  const line = useRef<SVGPathElement>(null);
  const core = useRef<SVGPathElement>(null);
  const isExchangeToExchange = edge.kind === 'binding' && edge.destinationType === 'exchange';
  useNumbers(() => {
    const weight = Math.log10(edgeRate(edge, liveStore.numbers) + 1);
    const width = (widthOf(edge) + weight * (edge.kind === 'reply' ? 0.25 : 0.75)).toFixed(1);
    if (line.current === null || line.current.style.strokeWidth === width) return;
    line.current.style.strokeWidth = width;
    // Two lines, also when they are wide: the core takes the middle away.
    core.current?.style.setProperty('stroke-width', String(Number(width) - 3));
  });
  return (
    <>
      <path
        ref={line}
        d={path}
        className="stage-edge-line opacity-75"
        stroke="currentColor"
        strokeDasharray={dashOf(edge)}
      />
      {isExchangeToExchange && <path ref={core} d={path} fill="none" stroke="var(--card)" strokeWidth={1.6} />}
    </>
  );
}

/** A skull, so that the way of the dead is told by more than its dashes. */
function Skull() {
  return (
    <g className="fill-background stroke-current stroke-[1.4]" strokeLinejoin="round">
      <path d="M-5.2-1.2a5.2 5 0 0 1 10.4 0c0 1.7-.8 2.7-1.9 3.4v2.1h-6.6V2.2C-4.4 1.5-5.2.5-5.2-1.2Z" />
      <path d="M-2.2-.9h.01M2.2-.9h.01" className="stroke-[2.4]" strokeLinecap="round" />
      <path d="M-1 4.2V2.8M1 4.2V2.8" className="stroke-[1]" />
    </g>
  );
}

/** The key and the rate, in a small plate on the line. */
function EdgeLabel({ edge, x, y }: { readonly edge: StageEdge; readonly x: number; readonly y: number }) {
  const group = useRef<SVGGElement>(null);
  const plate = useRef<SVGRectElement>(null);
  const rateText = useRef<SVGTSpanElement>(null);
  const skull = useRef<SVGGElement>(null);
  const label = labelWords(edge);
  const isDead = edge.kind === 'dead-letter';
  useNumbers(() => {
    const rate = edgeRate(edge, liveStore.numbers);
    const text = rate > 0 ? `${label === '' ? '' : ' '}${formatRate(rate)}` : '';
    const length = label.length + text.length;
    if (rateText.current !== null && rateText.current.textContent !== text) {
      rateText.current.textContent = text;
      const width = plateWidth(length);
      plate.current?.setAttribute('width', String(width));
      plate.current?.setAttribute('x', String(-width / 2));
      skull.current?.setAttribute('transform', skullAt(width));
    }
    if (group.current !== null) group.current.style.display = length === 0 && !isDead ? 'none' : '';
  });
  const width = plateWidth(label.length);
  return (
    <g ref={group} transform={`translate(${x} ${y})`} className="stage-edge-label pointer-events-auto">
      <rect
        ref={plate}
        x={-width / 2}
        y={-9}
        width={width}
        height={18}
        rx={9}
        className="fill-background stroke-border"
      />
      {isDead && (
        <g ref={skull} transform={skullAt(width)}>
          <Skull />
        </g>
      )}
      <text textAnchor="middle" y={3.7} className="fill-foreground font-mono text-[11px]">
        <tspan>{label}</tspan>
        <tspan ref={rateText} className="fill-muted-foreground" xmlSpace="preserve" />
      </text>
    </g>
  );
}

/** The key alone, in type that is read from further away. */
function EdgeWords({ edge, x, y }: { readonly edge: StageEdge; readonly x: number; readonly y: number }) {
  const words = labelWords(edge);
  if (words === '') return null;
  const width = wordsWidth(words.length);
  return (
    <g transform={`translate(${x} ${y})`} className="stage-edge-words pointer-events-auto">
      <rect x={-width / 2} y={-12} width={width} height={24} rx={12} className="fill-background stroke-border" />
      {edge.kind === 'dead-letter' && (
        <g transform={skullAt(width)}>
          <Skull />
        </g>
      )}
      <text textAnchor="middle" y={5.4} className="fill-foreground font-mono text-[16px]">
        {words}
      </text>
    </g>
  );
}

/** Before a plate of this width. */
function skullAt(width: number): string {
  return `translate(${-width / 2 - 9} 0) scale(1.25)`;
}

/** A binding of an exchange is a double line, an answer a thin one. */
function widthOf(edge: StageEdge): number {
  if (edge.kind === 'reply') return 1;
  return edge.kind === 'binding' && edge.destinationType === 'exchange' ? 4.4 : 1.4;
}

function styleOf(edge: StageEdge): string {
  return cn({
    'text-producer': edge.kind === 'publish',
    'text-exchange': edge.kind === 'binding',
    'text-consumer': edge.kind === 'consume' || edge.kind === 'reply',
    'text-binding': edge.kind === 'alternate' || edge.kind === 'bundle',
    'text-destructive': edge.kind === 'dead-letter',
  });
}

function dashOf(edge: StageEdge): string | undefined {
  if (edge.kind === 'alternate') return '1 6';
  if (edge.kind === 'dead-letter') return '9 6';
  if (edge.kind === 'reply') return '4 3';
  return edge.kind === 'binding' && edge.bindings.length === 0 ? '6 5' : undefined;
}
