'use client';

import { ScrollPage } from '@/components/layout/scroll-page';
import { passwordVariable } from '@/lib/snippets/snippet';
import { ConnectForm } from './connect-form';
import { LanguagePicker } from './language-picker';
import { SnippetCode } from './snippet-code';
import { useConnectState } from './use-connect-state';
import { useSnippetSpec } from './use-snippet-spec';

/** A program in the language of the person's choice that does what the form says, against this broker. */
export function ConnectView() {
  const state = useConnectState();
  const spec = useSnippetSpec(state.values);
  const { role, exchange, queue, key } = state.values;
  const isOpen = exchange === '' && queue === null && (role === 'consume' || key === null);
  return (
    <ScrollPage
      title="Connect your app"
      width="max-w-6xl"
      intro={
        <p>
          Say what your program is to do and copy the code. It takes the password from the environment variable{' '}
          <code className="font-mono text-foreground">{passwordVariable}</code>.
        </p>
      }
    >
      <div className="grid items-start gap-6 @4xl:grid-cols-[20rem_minmax(0,1fr)]">
        <ConnectForm state={state} />
        <div className="flex min-w-0 flex-col gap-3">
          <LanguagePicker value={state.language} onValueChange={state.setLanguage} />
          <SnippetCode
            spec={spec}
            language={state.language}
            missing={isOpen ? 'Choose a queue, and its code appears here.' : null}
          />
        </div>
      </div>
    </ScrollPage>
  );
}
