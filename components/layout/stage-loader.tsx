'use client';

import dynamic from 'next/dynamic';
import { useVHost } from './use-vhost';

const Stage = dynamic(() => import('@/components/stage/stage').then((module) => module.Stage), {
  ssr: false,
  loading: () => <p className="sr-only">Loading the stage</p>,
});

export function StageLoader() {
  const [vhost] = useVHost();
  return <Stage vhost={vhost} />;
}
