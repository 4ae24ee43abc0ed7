'use client';

import { useSearchParams } from 'next/navigation';
import { type FormEvent, useRef, useState } from 'react';
import { Button } from '@/components/ui/button';
import { Field } from '@/components/ui/field';
import { Input } from '@/components/ui/input';
import { ApiError } from '@/lib/api-client';
import { ErrorNotice } from './error-notice';
import { useSignIn } from './use-session';

function safeNext(next: string | null): string {
  return next?.startsWith('/') && !/^\/[/\\]/.test(next) ? next : '/';
}

export function SignInForm() {
  const signIn = useSignIn(safeNext(useSearchParams().get('next')));
  const [user, setUser] = useState('');
  const [password, setPassword] = useState('');
  const [submitted, setSubmitted] = useState(false);
  const userRef = useRef<HTMLInputElement>(null);
  const passwordRef = useRef<HTMLInputElement>(null);

  function submit(event: FormEvent) {
    event.preventDefault();
    setSubmitted(true);
    if (user === '') return userRef.current?.focus();
    if (password === '') return passwordRef.current?.focus();
    signIn.mutate({ username: user, password });
  }

  return (
    <form onSubmit={submit} className="flex flex-col gap-4" noValidate>
      <Field label="User" error={submitted && user === '' ? 'Enter the name of a broker user.' : null}>
        <Input ref={userRef} autoFocus autoComplete="username" className="h-11" value={user} onValueChange={setUser} />
      </Field>
      <Field label="Password" error={submitted && password === '' ? 'Enter the password.' : null}>
        <Input
          ref={passwordRef}
          type="password"
          autoComplete="current-password"
          className="h-11"
          value={password}
          onValueChange={setPassword}
        />
      </Field>
      <SignInError error={signIn.error} />
      <Button type="submit" variant="primary" size="lg" pending={signIn.isPending || signIn.isSuccess} className="mt-1">
        Sign in
      </Button>
    </form>
  );
}

function SignInError({ error }: { readonly error: unknown }) {
  if (error instanceof ApiError && error.status === 401) {
    return <ErrorNotice error={error} title="This user and password were not accepted." />;
  }
  return <ErrorNotice error={error} />;
}
