'use client';

import { CircleHelp } from 'lucide-react';
import dynamic from 'next/dynamic';
import { useState } from 'react';
import { IconButton } from '@/components/ui/icon-button';

const FilterHelpDialog = dynamic(() => import('./filter-help-dialog').then((module) => module.FilterHelpDialog), {
  ssr: false,
});

/** Tells what the filter understands. */
export function FilterLanguage({ onTry }: { readonly onTry: (filter: string) => void }) {
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <IconButton label="What the filter understands" onClick={() => setOpen(true)}>
        <CircleHelp aria-hidden />
      </IconButton>
      {isOpen && <FilterHelpDialog onTry={onTry} onClose={() => setOpen(false)} />}
    </>
  );
}
