import { PayloadView } from '@/components/messages/payload-view';
import { formatBytes } from '@/lib/format';
import type { WireContent, WireField, WireFrame } from '@/lib/wire-events';
import { frameExplanations, wireExplanations } from '@/lib/wire-explanations';
import { bytesOf, valueText } from '@/lib/wire-export';

/** What a frame means, and all that it says. */
export function WireDetails({ frame }: { readonly frame: WireFrame }) {
  const { content, bytes } = frame;
  return (
    <div className="flex flex-col gap-2 border-t bg-muted/40 px-3 py-2 text-xs">
      <p>{explanationOf(content)}</p>
      {content.kind === 'method' && <Fields fields={content.fields} label="Arguments" />}
      {content.kind === 'header' &&
        (content.properties === null ? <NotReadable /> : <Fields fields={content.properties} label="Properties" />)}
      {content.kind === 'body' && <Body preview={content.preview} bytes={bytes ?? 0} />}
      {content.kind === 'unreadable' && <p className="font-mono break-words">{content.reason}</p>}
      {bytes !== null && <p className="text-muted-foreground">{formatBytes(bytes)} in the frame</p>}
    </div>
  );
}

function explanationOf(content: WireContent): string {
  return content.kind === 'method' ? (wireExplanations[content.method] ?? '') : frameExplanations[content.kind];
}

function NotReadable() {
  return <p>Your user has no permission to read these messages.</p>;
}

interface FieldsProps {
  readonly fields: readonly WireField[];
  readonly label: string;
}

function Fields({ fields, label }: FieldsProps) {
  if (fields.length === 0) return <p className="text-muted-foreground">No {label.toLowerCase()}</p>;
  return (
    <table className="w-full table-fixed border-collapse" aria-label={label}>
      <thead className="sr-only">
        <tr>
          <th scope="col">Name</th>
          <th scope="col">Value</th>
          <th scope="col">Type</th>
        </tr>
      </thead>
      <tbody>
        {fields.map((field) => (
          <FieldRow key={field.name} field={field} />
        ))}
      </tbody>
    </table>
  );
}

function FieldRow({ field: { name, type, value } }: { readonly field: WireField }) {
  const isNested = typeof value === 'object' && value !== null && value.length > 0;
  return (
    <tr className="align-top">
      <th scope="row" className="w-2/5 py-0.5 pr-2 text-left font-mono font-normal text-muted-foreground break-words">
        {name}
      </th>
      <td className="py-0.5 font-mono break-words">
        {type === 'hidden' ? (
          <span className="rounded-sm bg-warning-soft px-1 font-sans">hidden: a credential</span>
        ) : isNested ? (
          <dl className="flex flex-col gap-0.5">
            {value.map((inner) => (
              <div key={inner.name}>
                <dt className="inline text-muted-foreground">{inner.name}: </dt>
                <dd className="inline">{valueText(inner.value)}</dd>
              </div>
            ))}
          </dl>
        ) : typeof value === 'object' && value !== null ? (
          'empty'
        ) : (
          valueText(value)
        )}
      </td>
      <td className="w-20 py-0.5 pl-2 text-right text-muted-foreground">{type}</td>
    </tr>
  );
}

interface BodyProps {
  /** Null when the viewer may not read it. */
  readonly preview: string | null;
  readonly bytes: number;
}

function Body({ preview, bytes }: BodyProps) {
  if (preview === null) return <NotReadable />;
  if (preview === '' && bytes > 0) return <p className="text-muted-foreground">A further piece of a long body.</p>;
  const text = textOf(bytesOf(preview));
  return (
    <div className="-mx-3">
      <PayloadView payload={text ?? preview} encoding={text === null ? 'base64' : 'string'} payloadBytes={bytes} />
    </div>
  );
}

/** Null when the bytes are no text. The end may be a cut character. */
function textOf(bytes: Uint8Array): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes, { stream: true });
  } catch {
    return null;
  }
}
