import { ChevronRight } from 'lucide-react';
import type { ReactNode } from 'react';
import { Checkbox } from '@/components/ui/checkbox';
import { Field, Fieldset } from '@/components/ui/field';
import { Input } from '@/components/ui/input';
import { KeyValueEditor } from '@/components/ui/key-value-editor';
import { toRecord } from '@/components/ui/key-value-model';
import type { PropertyTexts, PublishProblems, PublishValues } from './publish-values';

export interface PropertiesFieldsProps {
  readonly values: PublishValues;
  readonly onChange: (patch: Partial<PublishValues>) => void;
  readonly problems: PublishProblems;
  readonly submitted: boolean;
}

interface PropertyField {
  readonly key: keyof PropertyTexts;
  readonly label: string;
  readonly placeholder: string;
}

const fields: readonly PropertyField[] = [
  { key: 'contentType', label: 'content_type', placeholder: 'application/json' },
  { key: 'contentEncoding', label: 'content_encoding', placeholder: 'gzip' },
  { key: 'priority', label: 'priority', placeholder: '0 to 255' },
  { key: 'expiration', label: 'expiration', placeholder: 'milliseconds' },
  { key: 'correlationId', label: 'correlation_id', placeholder: '' },
  { key: 'replyTo', label: 'reply_to', placeholder: 'queue name' },
  { key: 'messageId', label: 'message_id', placeholder: '' },
  { key: 'timestamp', label: 'timestamp', placeholder: 'seconds since 1970' },
  { key: 'type', label: 'type', placeholder: '' },
  { key: 'userId', label: 'user_id', placeholder: 'your own user name' },
  { key: 'appId', label: 'app_id', placeholder: '' },
];

export function PropertiesFields({ values, onChange, problems, submitted }: PropertiesFieldsProps) {
  const set = Object.values(values.properties).filter((text) => text !== '').length;
  const headerCount = Object.keys(toRecord(values.headers)).length;
  return (
    <div className="flex flex-col gap-3">
      <Checkbox
        label="Persistent"
        help="A durable queue keeps it over a restart of the broker."
        checked={values.persistent}
        onCheckedChange={(persistent) => onChange({ persistent })}
      />
      <Disclosure title="Headers" count={headerCount}>
        <Fieldset legend={<span className="sr-only">Headers</span>}>
          <KeyValueEditor
            noun="header"
            entries={values.headers}
            onEntriesChange={(headers) => onChange({ headers })}
            showProblems={submitted}
          />
        </Fieldset>
      </Disclosure>
      <Disclosure title="Properties" count={set}>
        <div className="grid gap-3 @md:grid-cols-2">
          {fields.map(({ key, label, placeholder }) => (
            <Field
              key={key}
              label={<span className="font-mono text-xs">{label}</span>}
              error={key in problems ? problems[key as keyof PublishProblems] : null}
            >
              <Input
                mono
                placeholder={placeholder}
                value={values.properties[key]}
                onValueChange={(text) => onChange({ properties: { ...values.properties, [key]: text } })}
              />
            </Field>
          ))}
        </div>
      </Disclosure>
    </div>
  );
}

interface DisclosureProps {
  readonly title: string;
  readonly count: number;
  readonly children: ReactNode;
}

function Disclosure({ title, count, children }: DisclosureProps) {
  return (
    <details className="group rounded-md border">
      <summary className="flex min-h-9 list-none items-center gap-1.5 rounded-md px-2.5 font-medium text-sm -outline-offset-2 [&::-webkit-details-marker]:hidden">
        <ChevronRight aria-hidden className="size-4 text-muted-foreground transition-transform group-open:rotate-90" />
        {title}
        {count > 0 && <span className="rounded-full bg-muted px-1.5 text-muted-foreground text-xs">{count}</span>}
      </summary>
      <div className="border-t p-3">{children}</div>
    </details>
  );
}
