'use client';

import { BindPopover } from './bind-popover';
import { CreateMenu } from './create-menu';

/** What opens over a place of the canvas. */
export function CanvasPopovers({ vhost }: { readonly vhost: string }) {
  return (
    <>
      <CreateMenu />
      <BindPopover vhost={vhost} />
    </>
  );
}
