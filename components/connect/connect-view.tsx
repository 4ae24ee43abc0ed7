'use client';

import { ScrollPage } from '@/components/layout/scroll-page';
import { languages } from '@/lib/snippets/languages';
import { passwordVariable } from '@/lib/snippets/snippet';
import { ConnectForm } from './connect-form';
import { LanguagePicker } from './language-picker';
import { SnippetCode } from './snippet-code';
import { useConnectState } from './use-connect-state';
import { useLanguage } from './use-language';
import { useSnippetSpec } from './use-snippet-spec';
import { whatItDoes } from './what-it-does';

/** A program in the language of the person's choice that does what the form says, against this broker. */
export function ConnectView() {
  const state = useConnectState();
  const spec = useSnippetSpec(state);
  const [id, setLanguage] = useLanguage();
  const language = languages.find((one) => one.id === id) ?? languages[0];
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
          <LanguagePicker value={id} onValueChange={setLanguage} />
          <p className="min-h-5 break-words text-sm" data-testid="what-it-does">
            {spec && language && whatItDoes(spec, language)}
          </p>
          <SnippetCode spec={spec} language={id} />
        </div>
      </div>
    </ScrollPage>
  );
}
