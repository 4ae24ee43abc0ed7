'use client';

import { BoxSelect, Minimize2, X } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { around } from '@/lib/stage-align';
import type { Point } from '@/lib/stage-layout';
import type { StageRegion } from '@/lib/stage-saved';
import { FRAME_SIZE } from '@/lib/stage-size';
import type { FlowNode } from './flow-types';
import { foldRegion, nameRegion, removeRegion, useSaved } from './stage-saved-store';
import { useStageUi } from './stage-ui';
import { REGION_ROOM } from './use-edge-drawing';

const UNNAMED = 'Frame';

/** Named frames. They belong to their nodes: where those go, the frame goes. */
export function StageRegions({ nodes }: { readonly nodes: readonly FlowNode[] }) {
  const regions = useSaved((state) => state.saved.regions);
  if (regions.length === 0) return null;
  const boxes = new Map(nodes.map((node) => [node.id, node.box]));
  return (
    <>
      {regions.map((region) => {
        const frame = around(
          region.members.flatMap((id) => boxes.get(id) ?? []),
          REGION_ROOM,
        );
        if (frame === null || region.isFolded) return null;
        const { x, y, width, height } = frame;
        return (
          <section
            key={region.id}
            aria-label={`Frame ${region.name}`}
            className="stage-region pointer-events-none absolute -z-10 rounded-2xl"
            style={{ left: x, top: y, width, height }}
          >
            <RegionTitle region={region} middle={{ x: x + width / 2, y: y + height / 2 }} />
          </section>
        );
      })}
    </>
  );
}

function RegionTitle({ region, middle }: { readonly region: StageRegion; readonly middle: Point }) {
  const [name, setName] = useState(region.name);
  const field = useRef<HTMLInputElement>(null);
  const pick = useStageUi((state) => state.pick);
  useEffect(() => setName(region.name), [region.name]);
  useEffect(() => {
    if (region.name === '') field.current?.focus();
  }, [region.name]);
  return (
    <div className="stage-region-title nodrag pointer-events-auto absolute bottom-full left-3 flex translate-y-3.25 items-center rounded-full pr-1 pl-3">
      <input
        ref={field}
        aria-label="Name of the frame"
        value={name}
        maxLength={100}
        placeholder="Name"
        size={Math.max(6, Math.min(40, name.length + 1))}
        onChange={(event) => setName(event.target.value)}
        onBlur={() => nameRegion(region.id, name.trim() || UNNAMED)}
        onKeyDown={(event) => {
          if (event.key === 'Escape' || event.key === 'Enter') event.currentTarget.blur();
          event.stopPropagation();
        }}
        className="stage-region-name h-[1.9em] min-w-0 bg-transparent font-semibold outline-none placeholder:text-current placeholder:opacity-60"
      />
      <button
        type="button"
        aria-label={`Select what is in the frame ${region.name}`}
        title="Select what is in it"
        onClick={() => pick(new Set(region.members))}
        className="flex size-6.5 items-center justify-center rounded-full hover:bg-muted"
      >
        <BoxSelect aria-hidden className="size-3.5" />
      </button>
      <button
        type="button"
        aria-label={`Fold the frame ${region.name} into one node`}
        title="Fold it into one node"
        onClick={() =>
          foldRegion(region.id, true, {
            x: Math.round(middle.x - FRAME_SIZE.width / 2),
            y: Math.round(middle.y - FRAME_SIZE.height / 2),
          })
        }
        className="flex size-6.5 items-center justify-center rounded-full hover:bg-muted"
      >
        <Minimize2 aria-hidden className="size-3.5" />
      </button>
      <button
        type="button"
        aria-label={`Remove the frame ${region.name}`}
        title="Remove the frame; its nodes stay"
        onClick={() => removeRegion(region.id)}
        className="flex size-6.5 items-center justify-center rounded-full hover:bg-muted"
      >
        <X aria-hidden className="size-3.5" />
      </button>
    </div>
  );
}
