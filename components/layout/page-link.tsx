'use client';

import Link from 'next/link';
import { useRouter } from 'next/navigation';
import type { ComponentProps } from 'react';

export type PageLinkProps = Omit<ComponentProps<typeof Link>, 'href' | 'prefetch'> & { readonly href: string };

/** A link to another page, which comes when somebody is near the link: the page at hand has the network for itself. */
export function PageLink(props: PageLinkProps) {
  const { prefetch } = useRouter();
  const near = () => prefetch(props.href);
  return <Link {...props} prefetch={false} onPointerEnter={near} onFocus={near} />;
}
