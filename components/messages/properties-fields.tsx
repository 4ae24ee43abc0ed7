import { ChevronRight } from 'lucide-react';
import { type ReactNode, useId } from 'react';
import { Checkbox } from '@/components/ui/checkbox';
import { Explained, useExplanationOnFocus } from '@/components/ui/explained';
import { Field } from '@/components/ui/field';
import { glossary } from '@/components/ui/glossary';
import { Input } from '@/components/ui/input';
import { KeyValueEditor } from '@/components/ui/key-value-editor';
import { toRecord } from '@/components/ui/key-value-model';
import { propertyWords } from './property-words';
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
  readonly explained: keyof typeof propertyWords;
  readonly placeholder: string;
}

const fields: readonly PropertyField[] = [
  { key: 'contentType', label: 'content_type', explained: 'content type', placeholder: 'application/json' },
  { key: 'contentEncoding', label: 'content_encoding', explained: 'content encoding', placeholder: 'gzip' },
  { key: 'priority', label: 'priority', explained: 'priority', placeholder: '0 to 255' },
  { key: 'expiration', label: 'expiration', explained: 'expiration', placeholder: 'milliseconds' },
  { key: 'correlationId', label: 'correlation_id', explained: 'correlation id', placeholder: '' },
  { key: 'replyTo', label: 'reply_to', explained: 'reply to', placeholder: 'queue name' },
  { key: 'messageId', label: 'message_id', explained: 'message id', placeholder: '' },
  { key: 'timestamp', label: 'timestamp', explained: 'timestamp', placeholder: 'seconds since 1970' },
  { key: 'type', label: 'type', explained: 'message type', placeholder: '' },
  { key: 'userId', label: 'user_id', explained: 'user id', placeholder: 'your own user name' },
  { key: 'appId', label: 'app_id', explained: 'app id', placeholder: '' },
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
      <Disclosure title="Headers" explained={glossary.headers} count={headerCount}>
        <fieldset aria-label="Headers" className="min-w-0">
          <KeyValueEditor
            noun="header"
            entries={values.headers}
            onEntriesChange={(headers) => onChange({ headers })}
            showProblems={submitted}
          />
        </fieldset>
      </Disclosure>
      <Disclosure title="Properties" explained={propertyWords.properties} count={set}>
        <div className="grid gap-3 @md:grid-cols-2">
          {fields.map(({ key, label, explained, placeholder }) => (
            <Field
              key={key}
              label={<span className="font-mono text-xs">{label}</span>}
              explained={propertyWords[explained]}
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
  readonly explained: string;
  readonly count: number;
  readonly children: ReactNode;
}

function Disclosure({ title, explained, count, children }: DisclosureProps) {
  const id = useId();
  const onFocus = useExplanationOnFocus(explained);
  return (
    <details className="group rounded-md border">
      <summary
        {...onFocus}
        aria-describedby={id}
        className="flex min-h-9 list-none items-center gap-1.5 rounded-md px-2.5 font-medium text-sm -outline-offset-2 [&::-webkit-details-marker]:hidden"
      >
        <ChevronRight aria-hidden className="size-4 text-muted-foreground transition-transform group-open:rotate-90" />
        <Explained by={explained}>{title}</Explained>
        {count > 0 && <span className="rounded-full bg-muted px-1.5 text-muted-foreground text-xs">{count}</span>}
      </summary>
      <p id={id} hidden>
        {explained}
      </p>
      <div className="border-t p-3">{children}</div>
    </details>
  );
}
