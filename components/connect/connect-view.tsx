'use client';

import { useQuery } from '@tanstack/react-query';
import { ScrollPage } from '@/components/layout/scroll-page';
import { CopyButton } from '@/components/ui/copy-button';
import { languages } from '@/lib/snippets/languages';
import { passwordVariable } from '@/lib/snippets/snippet';
import { ConnectForm } from './connect-form';
import { LanguagePicker } from './language-picker';
import { useConnectState } from './use-connect-state';
import { useSnippetSpec } from './use-snippet-spec';

/** A program in the language of the person's choice that does what the form says, against this broker. */
export function ConnectView() {
  const state = useConnectState();
  const spec = useSnippetSpec(state.values);
  const language = languages.find(({ id }) => id === state.language) ?? languages[0];
  const { data: write } = useQuery({
    queryKey: ['snippet', language?.id],
    queryFn: () => language?.load(),
    staleTime: Number.POSITIVE_INFINITY,
  });
  const code = spec && write ? write(spec) : '';
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
          <section aria-label="Code" className="overflow-hidden rounded-lg border bg-card">
            <header className="flex min-h-10 items-center gap-3 border-b bg-muted/50 px-3 text-xs">
              <span className="font-mono">{language?.file}</span>
              <span className="min-w-0 truncate font-mono text-muted-foreground">{language?.install}</span>
              <span className="ml-auto">
                <CopyButton text={code} label="Copy the code" />
              </span>
            </header>
            {isOpen && <p className="p-4 text-muted-foreground text-sm">Choose a queue, and its code appears here.</p>}
            <pre
              hidden={isOpen}
              // biome-ignore lint/a11y/noNoninteractiveTabindex: long lines must be scrollable with the keyboard.
              tabIndex={0}
              data-testid="code"
              className="overflow-x-auto p-4 font-mono text-[0.8125rem] leading-relaxed -outline-offset-2"
            >
              {code}
            </pre>
          </section>
        </div>
      </div>
    </ScrollPage>
  );
}
