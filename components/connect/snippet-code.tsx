import { useQuery } from '@tanstack/react-query';
import { CopyButton } from '@/components/ui/copy-button';
import { languages } from '@/lib/snippets/languages';
import type { SnippetSpec } from '@/lib/snippets/snippet';

export interface SnippetCodeProps {
  /** Null until the broker has told what it needs. */
  readonly spec: SnippetSpec | null;
  readonly language: string;
}

/** The program in a language, with what to install for it, ready to be copied. */
export function SnippetCode({ spec, language: id }: SnippetCodeProps) {
  const language = languages.find((one) => one.id === id) ?? languages[0];
  const { data: write } = useQuery({
    queryKey: ['snippet', language?.id],
    queryFn: () => language?.load(),
    // It is a function itself, and would be called.
    initialData: language?.here && (() => language.here),
    staleTime: Number.POSITIVE_INFINITY,
  });
  const code = spec && write ? write(spec) : '';
  return (
    <section aria-label="Code" className="overflow-hidden rounded-lg border bg-card">
      <header className="flex min-h-10 items-center gap-3 border-b bg-muted/50 px-3 text-xs">
        <span className="font-mono">{language?.file}</span>
        <span className="min-w-0 truncate font-mono text-muted-foreground">{language?.install}</span>
        <span className="ml-auto">
          <CopyButton text={code} label="Copy the code" />
        </span>
      </header>
      <pre
        // biome-ignore lint/a11y/noNoninteractiveTabindex: long lines must be scrollable with the keyboard.
        tabIndex={0}
        data-testid="code"
        className="overflow-x-auto p-4 font-mono text-[0.8125rem] leading-relaxed -outline-offset-2"
      >
        {code}
      </pre>
    </section>
  );
}
