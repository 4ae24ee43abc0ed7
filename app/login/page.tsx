import type { Metadata } from 'next';
import { Suspense } from 'react';
import { ThemeSwitch } from '@/components/layout/theme-switch';
import { WarrenMark } from '@/components/layout/warren-mark';
import { BurrowScene } from '@/components/session/burrow-scene';
import { SignInForm } from '@/components/session/sign-in-form';

export const metadata: Metadata = { title: 'Sign in' };

export default function LoginPage() {
  return (
    <div className="grid min-h-dvh grid-rows-[9rem_1fr] lg:grid-cols-[minmax(0,1fr)_minmax(28rem,38rem)] lg:grid-rows-1">
      <div className="overflow-hidden lg:sticky lg:top-0 lg:h-dvh">
        <BurrowScene />
      </div>
      <div className="relative flex justify-center px-6 py-8 lg:items-center">
        <div className="absolute top-3 right-3">
          <ThemeSwitch />
        </div>
        <main className="w-full max-w-sm">
          <WarrenMark className="size-11" />
          <h1 className="mt-5 font-semibold text-2xl tracking-tight">Sign in to Warren</h1>
          <p className="mt-1 mb-7 text-muted-foreground">A message broker that you can see.</p>
          <Suspense fallback={<div className="h-57" />}>
            <SignInForm />
          </Suspense>
          <p className="mt-6 rounded-md border border-dashed px-3 py-2.5 text-muted-foreground text-sm">
            On a new broker the user <Code>guest</Code> with password <Code>guest</Code> works, but only from the
            machine that the broker runs on.
          </p>
        </main>
      </div>
    </div>
  );
}

function Code({ children }: { readonly children: string }) {
  return <code className="rounded-sm bg-muted px-1 py-px font-mono text-[0.8125rem] text-foreground">{children}</code>;
}
