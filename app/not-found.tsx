import type { Metadata } from 'next';
import { WarrenMark } from '@/components/layout/warren-mark';
import { buttonClassName } from '@/components/ui/button-class';

export const metadata: Metadata = { title: 'Not found' };

export default function NotFound() {
  return (
    <main className="flex min-h-dvh flex-col items-center justify-center gap-4 p-6 text-center">
      <WarrenMark className="size-12" />
      <h1 className="font-semibold text-xl">This tunnel leads nowhere</h1>
      <p className="text-muted-foreground">There is no page at this address.</p>
      <a href="/" className={buttonClassName('primary')}>
        Go to the stage
      </a>
    </main>
  );
}
