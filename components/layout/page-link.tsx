'use client';

import { useRouter } from 'next/navigation';
import { type ComponentProps, type MouseEvent, startTransition } from 'react';
import { useReachability } from '@/components/session/reachability';

export type PageLinkProps = ComponentProps<'a'> & { readonly href: string };

/** Pages are rendered when they are asked for; without this only their frame would come before. */
const whole = { kind: 'full' } as Parameters<ReturnType<typeof useRouter>['prefetch']>[1];

/** Whether there is a server that can bring a page. Without one the browser would show an error of its own instead. */
async function mayLeave(): Promise<boolean> {
  if (useReachability.getState().isReachable) return true;
  return await fetch('/icon.svg', { method: 'HEAD', cache: 'no-store' }).then(
    ({ ok }) => ok,
    () => false,
  );
}

/** A link to another page, which comes when somebody is near the link: the page at hand has the network for itself. */
export function PageLink(props: PageLinkProps) {
  const { prefetch, push } = useRouter();
  const { href, onClick } = props;
  const near = () => prefetch(href, whole);

  function follow(event: MouseEvent<HTMLAnchorElement>) {
    onClick?.(event);
    // Another window, a download, the menu of the browser: that is for the browser to do.
    const isForBrowser = event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey;
    if (event.defaultPrevented || isForBrowser) return;
    event.preventDefault();
    void mayLeave().then((isPossible) => {
      if (isPossible) startTransition(() => push(href));
      else useReachability.setState({ isHeld: true });
    });
  }

  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: it is a link, as PageLinkProps say.
    // biome-ignore lint/a11y/useKeyWithClickEvents: the browser makes a click of Enter on a link.
    // biome-ignore lint/a11y/useValidAnchor: it goes where it says, without loading everything anew.
    <a {...props} onClick={follow} onPointerEnter={near} onFocus={near} />
  );
}
