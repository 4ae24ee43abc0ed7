import type { WireField, WireFrame, WireValue } from './wire-events';

/** The name of a frame: its method, or what it is. */
export function frameName({ content }: WireFrame): string {
  return content.kind === 'method' ? content.method : content.kind;
}

/** Arguments by which one tells frames apart, the first ones first. */
const TELLING = [
  'queue',
  'exchange',
  'source',
  'destination',
  'routing-key',
  'consumer-tag',
  'delivery-tag',
  'message-count',
  'prefetch-count',
  'reply-code',
  'reply-text',
  'virtual-host',
  'mechanism',
  'heartbeat',
  'reason',
];
const MAX_TOLD = 4;

/** The frame in half a line. */
export function frameSummary({ content, bytes }: WireFrame): string {
  switch (content.kind) {
    case 'method': {
      const told = TELLING.flatMap((name) => content.fields.filter((field) => field.name === name)).slice(0, MAX_TOLD);
      const set = content.fields.filter(({ type, value }) => type === 'bit' && value === true);
      return [...told.map(({ name, value }) => `${name} ${valueText(value)}`), ...set.map(({ name }) => name)].join(
        ', ',
      );
    }
    case 'header': {
      if (content.properties === null) return `body of ${content.bodyBytes} bytes; you may not read the message`;
      const names = content.properties.map(({ name }) => name).join(', ');
      return `body of ${content.bodyBytes} bytes${names === '' ? ', no properties' : `; ${names}`}`;
    }
    case 'body':
      return content.preview === null ? `${bytes} bytes; you may not read the message` : `${bytes} bytes`;
    case 'protocol-header':
      return content.text;
    case 'unreadable':
      return content.reason;
    default:
      return '';
  }
}

/** A value on one line. */
export function valueText(value: WireValue): string {
  if (value === null) return 'nothing';
  if (typeof value === 'string') return value === '' ? '""' : value;
  if (typeof value !== 'object') return String(value);
  return `{${value.map(({ name, value: inner }) => `${name}: ${valueText(inner)}`).join(', ')}}`;
}

/** Bytes of base64, as they were. */
export function bytesOf(base64: string): Uint8Array {
  return Uint8Array.from(atob(base64), (char) => char.charCodeAt(0));
}

/** One frame a line, with its arguments below. */
export function framesAsText(frames: readonly WireFrame[]): string {
  return frames.map(frameAsText).join('');
}

function frameAsText(frame: WireFrame): string {
  const arrow = frame.direction === 'from-client' ? 'client -> broker' : 'broker -> client';
  const time = new Date(frame.at).toISOString();
  const head = `${time}  ${arrow}  channel ${frame.channel}  ${frameName(frame)}  ${frameSummary(frame)}`.trimEnd();
  return `${head}\n${detailLines(frame).join('')}`;
}

function detailLines({ content }: WireFrame): string[] {
  if (content.kind === 'method') return content.fields.map(fieldLine);
  if (content.kind === 'header') return (content.properties ?? []).map(fieldLine);
  if (content.kind !== 'body' || !content.preview) return [];
  const text = new TextDecoder().decode(bytesOf(content.preview));
  return text.split('\n').map((line) => `    | ${line}\n`);
}

function fieldLine({ name, type, value }: WireField): string {
  return `    ${name} (${type}): ${type === 'hidden' ? 'hidden' : valueText(value)}\n`;
}

/** One JSON object a line. */
export function framesAsNdjson(frames: readonly WireFrame[]): string {
  return frames.map((frame) => `${JSON.stringify(frame)}\n`).join('');
}
