'use client';

import { CircleHelp } from 'lucide-react';
import { glossary, type TermName } from './glossary';
import { IconButton } from './icon-button';
import { Tooltip } from './tooltip';

/** A question mark that explains a term in plain words. */
export function Explanation({ of }: { readonly of: TermName }) {
  return (
    <Tooltip content={glossary[of]} side="bottom">
      <IconButton size="sm" tooltip={false} label={`What is a ${of}? ${glossary[of]}`} className="-mx-1.5">
        <CircleHelp aria-hidden className="size-3.5" />
      </IconButton>
    </Tooltip>
  );
}
