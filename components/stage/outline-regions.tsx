'use client';

import { Maximize2, Minimize2, X } from 'lucide-react';
import { IconButton } from '@/components/ui/icon-button';
import { Input } from '@/components/ui/input';
import type { StageGraph } from '@/lib/stage-graph';
import { labelOf } from '@/lib/stage-numbers';
import type { StageRegion } from '@/lib/stage-saved';
import { foldRegion, nameRegion, removeRegion, useSaved } from './stage-saved-store';

/** The frames of the stage: their names, and what is in them. */
export function OutlineRegions({ graph }: { readonly graph: StageGraph }) {
  const regions = useSaved((state) => state.saved.regions);
  if (regions.length === 0) return null;
  return (
    <section aria-label="Frames">
      <h2 className="mb-2 flex items-baseline gap-2 px-1 font-semibold text-sm">
        Frames <span className="font-normal text-muted-foreground text-xs">{regions.length}</span>
      </h2>
      <ul className="flex flex-col divide-y rounded-lg border bg-card">
        {regions.map((region) => (
          <RegionRow key={region.id} region={region} graph={graph} />
        ))}
      </ul>
    </section>
  );
}

function RegionRow({ region, graph }: { readonly region: StageRegion; readonly graph: StageGraph }) {
  const names = region.members.flatMap((id) => {
    const node = graph.nodes.get(id);
    return node === undefined ? [] : [labelOf(node)];
  });
  return (
    <li className="flex items-center gap-3 p-2 sm:px-3">
      <Input
        aria-label="Name of the frame"
        key={region.name}
        defaultValue={region.name}
        onBlur={(event) => nameRegion(region.id, event.currentTarget.value.trim())}
        className="w-52"
      />
      <span className="min-w-0 flex-1 truncate text-muted-foreground text-xs">{names.join(', ')}</span>
      <IconButton
        size="sm"
        label={`${region.isFolded ? 'Unfold' : 'Fold'} the frame ${region.name} on the stage`}
        aria-pressed={region.isFolded}
        onClick={() => foldRegion(region.id, !region.isFolded)}
      >
        {region.isFolded ? <Maximize2 aria-hidden /> : <Minimize2 aria-hidden />}
      </IconButton>
      <IconButton size="sm" label={`Remove the frame ${region.name}`} onClick={() => removeRegion(region.id)}>
        <X aria-hidden />
      </IconButton>
    </li>
  );
}
