'use client';

import type { EdgeProps } from '@xyflow/react';
import { memo, useEffect, useMemo, useRef } from 'react';
import { cn } from '@/components/ui/cn';
import { formatRate } from '@/lib/format';
import { liveStore } from '@/lib/live-store';
import { type Curve, curveBetween, pointOn, svgPath, verticalCurve } from '@/lib/stage-curve';
import type { StageEdge } from '@/lib/stage-graph';
import { EXCHANGE_SIZE, type Point } from '@/lib/stage-layout';
import { bindingLabel, edgeRate } from '@/lib/stage-numbers';
import type { FlowEdge } from './flow-types';
import { useNumbers, useStageTools } from './stage-context';

/** Half of a handle: React Flow ends edges at the handle's rim, we want the rim of the node. */
const HANDLE_REACH = 12;
const MAX_LABEL = 24;
const CHAR_PX = 6.65;
const ALTERNATE_LABEL_SHIFT = 66;
/** Labels stand above the line, so that messages do not run over them. */
const LABEL_LIFT = 15;

export const FlowEdgeView = memo(function FlowEdgeView(props: EdgeProps<FlowEdge>) {
  const { id, sourceX, sourceY, targetX, targetY, data } = props;
  const { engine } = useStageTools();
  const edge = data?.edge;
  const isAlternate = edge?.kind === 'alternate';
  const curve = useMemo(() => {
    const from = { x: sourceX - HANDLE_REACH, y: sourceY };
    const to = { x: targetX + HANDLE_REACH, y: targetY };
    return isAlternate ? alternateCurve(from, to) : curveBetween(from, to);
  }, [sourceX, sourceY, targetX, targetY, isAlternate]);
  const kind = edge?.kind === 'publish' ? 'publish' : edge?.kind === 'consume' ? 'consume' : 'binding';
  useEffect(() => {
    engine.setTrack(id, kind, curve);
    return () => engine.removeTrack(id);
  }, [engine, id, kind, curve]);
  if (edge === undefined) return null;
  const path = svgPath(curve);
  const { x, y } = pointOn(curve, data?.labelAt ?? 0.5);
  return (
    <g className={styleOf(edge)}>
      <path d={path} className="react-flow__edge-interaction" fill="none" stroke="transparent" strokeWidth={22} />
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
        transform={`translate(${curve.to.x - 1} ${curve.to.y}) rotate(${isAlternate ? (curve.to.y > curve.from.y ? 90 : -90) : 0})`}
        className="fill-none stroke-[1.75] stroke-current"
        strokeLinecap="round"
        strokeLinejoin="round"
      />
      <EdgeLabel edge={edge} x={isAlternate ? x + ALTERNATE_LABEL_SHIFT : x} y={isAlternate ? y : y - LABEL_LIFT} />
    </g>
  );
});

function EdgeLine({ edge, path }: { readonly edge: StageEdge; readonly path: string }) {
  const line = useRef<SVGPathElement>(null);
  useNumbers(() => {
    const weight = Math.log10(edgeRate(edge, liveStore.numbers) + 1);
    const width = (1.4 + weight * 0.75).toFixed(1);
    if (line.current !== null && line.current.style.strokeWidth !== width) line.current.style.strokeWidth = width;
  });
  const isExchangeToExchange = edge.kind === 'binding' && edge.destinationType === 'exchange';
  return (
    <>
      <path
        ref={line}
        d={path}
        className="stage-edge-line opacity-75"
        stroke="currentColor"
        strokeDasharray={dashOf(edge)}
      />
      {isExchangeToExchange && <path d={path} fill="none" stroke="var(--background)" strokeWidth={1} />}
    </>
  );
}

/** The key and the rate, in a small plate on the line. */
function EdgeLabel({ edge, x, y }: { readonly edge: StageEdge; readonly x: number; readonly y: number }) {
  const group = useRef<SVGGElement>(null);
  const plate = useRef<SVGRectElement>(null);
  const rateText = useRef<SVGTSpanElement>(null);
  const label = labelOf(edge);
  useNumbers(() => {
    const rate = edgeRate(edge, liveStore.numbers);
    const text = rate > 0 ? `${label === '' ? '' : ' '}${formatRate(rate)}` : '';
    const length = label.length + text.length;
    if (rateText.current !== null && rateText.current.textContent !== text) {
      rateText.current.textContent = text;
      const width = length * CHAR_PX + 12;
      plate.current?.setAttribute('width', String(width));
      plate.current?.setAttribute('x', String(-width / 2));
    }
    if (group.current !== null) group.current.style.display = length === 0 ? 'none' : '';
  });
  const width = label.length * CHAR_PX + 12;
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
      <text textAnchor="middle" y={3.7} className="fill-foreground font-mono text-[11px]">
        <tspan>{label}</tspan>
        <tspan ref={rateText} className="fill-muted-foreground" xmlSpace="preserve" />
      </text>
    </g>
  );
}

/** From the lower or upper rim of one exchange to the facing rim of the other. */
function alternateCurve(from: Point, to: Point): Curve {
  const { width, height } = EXCHANGE_SIZE;
  const down = to.y > from.y ? 1 : -1;
  return verticalCurve(
    { x: from.x - width / 2, y: from.y + (down * height) / 2 },
    { x: to.x + width / 2, y: to.y - (down * height) / 2 },
  );
}

function labelOf(edge: StageEdge): string {
  const label = edge.kind === 'binding' ? bindingLabel(edge) : edge.kind === 'alternate' ? 'alternate' : '';
  return label.length > MAX_LABEL ? `${label.slice(0, MAX_LABEL - 1)}…` : label;
}

function styleOf(edge: StageEdge): string {
  return cn({
    'text-producer': edge.kind === 'publish',
    'text-exchange': edge.kind === 'binding',
    'text-consumer': edge.kind === 'consume',
    'text-binding': edge.kind === 'alternate',
  });
}

function dashOf(edge: StageEdge): string | undefined {
  if (edge.kind === 'alternate') return '1 6';
  return edge.kind === 'binding' && edge.bindings.length === 0 ? '6 5' : undefined;
}
