'use client';

import { Dialog } from '@/components/ui/dialog';

const language: readonly (readonly [example: string, meaning: string])[] = [
  ['key:orders.*', 'The routing key. * stands for anything.'],
  ['exchange:shop', 'The exchange that it was published to.'],
  ['header.tenant=acme', 'A header has a value. Also < > <= >= and !=.'],
  ['header.tenant', 'A header is there.'],
  ['body.total>100', 'A value in a JSON payload, by its path: body.items[0].sku=x1.'],
  ['content_type:application/json', 'A property, by its name: type, priority, app_id, correlation_id and so on.'],
  ['size>1k', 'Bytes of the payload, with k and m.'],
  ['age<5m', 'Time since its timestamp, or since it was delivered; with s, m, h, d.'],
  ['due<10m', 'Time until it is due, of a message that waits for its time.'],
  ['redelivered:true', 'It was delivered before.'],
  ['"out of stock"', 'A text in the payload. A single word needs no quotes.'],
  ['-key:test', 'A minus says: not.'],
];

export interface FilterHelpDialogProps {
  readonly onTry: (filter: string) => void;
  readonly onClose: () => void;
}

/** The language of the filter, with an example of each kind that can be tried. */
export function FilterHelpDialog({ onTry, onClose }: FilterHelpDialogProps) {
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title="What the filter understands"
      description="Put as many of these as you like into one line: all of them have to be true."
    >
      <dl className="grid gap-x-4 gap-y-2 text-sm @md:grid-cols-[max-content_minmax(0,1fr)]">
        {language.map(([example, meaning]) => (
          <div key={example} className="col-span-full grid grid-cols-subgrid items-baseline">
            <dt>
              <button
                type="button"
                onClick={() => {
                  onTry(example);
                  onClose();
                }}
                className="min-h-6 rounded-sm bg-muted px-1.5 font-mono text-xs hover:bg-accent"
              >
                {example}
              </button>
            </dt>
            <dd className="text-muted-foreground">{meaning}</dd>
          </div>
        ))}
      </dl>
      <p className="mt-4 text-muted-foreground text-xs">
        The broker looks through all messages, however many there are; a payload of more than 1 MiB is not read as JSON.
        It stops after 200 finds until you ask it to look further.
      </p>
    </Dialog>
  );
}
