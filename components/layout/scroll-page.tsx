import type { ReactNode } from 'react';
import { Explanation } from '@/components/ui/explanation';
import type { TermName } from '@/components/ui/glossary';
import { SectionHeading } from '@/components/ui/section';

export interface ScrollPageProps {
  readonly title: string;
  readonly explained?: TermName;
  readonly intro: ReactNode;
  /** A class for the greatest width. */
  readonly width?: string;
  readonly children: ReactNode;
}

/** A page of text and forms that scrolls as a whole, with the keyboard as well. */
export function ScrollPage({ title, explained, intro, width = 'max-w-4xl', children }: ScrollPageProps) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable with the keyboard.
    <section aria-label={title} tabIndex={0} className="@container h-full overflow-y-auto -outline-offset-2">
      <div className={`flex flex-col gap-8 px-4 py-5 ${width}`}>
        <div>
          <div className="flex items-center gap-1.5">
            <h1 className="font-semibold text-xl tracking-tight">{title}</h1>
            {explained && <Explanation of={explained} />}
          </div>
          <div className="mt-1 max-w-prose text-muted-foreground text-sm">{intro}</div>
        </div>
        <SectionHeading value="h2">{children}</SectionHeading>
      </div>
    </section>
  );
}
