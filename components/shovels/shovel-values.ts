import type { ShovelValue } from '@/lib/shovels';

/** What the form asks for; everything is text while it is being written. */
export interface ShovelDraft {
  readonly name: string;
  readonly sourceUri: string;
  readonly sourceKind: 'queue' | 'exchange';
  readonly source: string;
  readonly sourceKey: string;
  readonly destinationKind: 'queue' | 'exchange' | 'web';
  readonly destinationUri: string;
  readonly destination: string;
  readonly destinationKey: string;
  readonly ackMode: 'on-confirm' | 'on-publish' | 'no-ack';
  readonly end: 'never' | 'queue-length' | 'number';
  readonly endAfter: string;
  readonly prefetch: string;
  readonly reconnect: string;
  readonly addsForwardHeaders: boolean;
  readonly addsTimestamp: boolean;
}

/** The URI of a vhost of this broker. */
export const hereUri = (vhost: string): string => `amqp:///${encodeURIComponent(vhost)}`;

export function draftOf(vhost: string, name: string, value: ShovelValue = {}): ShovelDraft {
  const text = (key: string, fallback = ''): string => {
    const given = value[key];
    return given === undefined ? fallback : Array.isArray(given) ? given.join(' ') : String(given);
  };
  const end = text('src-delete-after', text('delete-after', 'never'));
  const isWeb = value['dest-protocol'] === 'http';
  return {
    name,
    sourceUri: text('src-uri', hereUri(vhost)),
    sourceKind: value['src-exchange'] === undefined ? 'queue' : 'exchange',
    source: text('src-queue', text('src-exchange')),
    sourceKey: text('src-exchange-key'),
    destinationKind: isWeb ? 'web' : value['dest-exchange'] === undefined ? 'queue' : 'exchange',
    destinationUri: text('dest-uri', hereUri(vhost)),
    destination: text('dest-queue', text('dest-exchange')),
    destinationKey: text('dest-exchange-key'),
    ackMode: text('ack-mode', 'on-confirm') as ShovelDraft['ackMode'],
    end: end === 'never' || end === 'queue-length' ? end : 'number',
    endAfter: /^\d+$/.test(end) ? end : '',
    prefetch: text('src-prefetch-count', text('prefetch-count', '1000')),
    reconnect: text('reconnect-delay', '5'),
    addsForwardHeaders: text('dest-add-forward-headers', text('add-forward-headers')) === 'true',
    addsTimestamp: text('dest-add-timestamp-header', text('add-timestamp-header')) === 'true',
  };
}

const FORM_KEYS = [
  ...['src-uri', 'src-queue', 'src-exchange', 'src-exchange-key', 'src-delete-after', 'src-prefetch-count'],
  ...['dest-protocol', 'dest-uri', 'dest-queue', 'dest-exchange', 'dest-exchange-key', 'dest-add-forward-headers'],
  ...['dest-add-timestamp-header', 'ack-mode', 'reconnect-delay'],
  // The names of long ago, which the form writes under those of today.
  ...['delete-after', 'prefetch-count', 'add-forward-headers', 'add-timestamp-header'],
];

/** Settings that go with an AMQP destination only. */
const AMQP_KEYS = ['dest-publish-properties', 'publish-properties', 'dest-queue-args'];

/** The parameter's value; what the form does not know of `former` stays. */
export function settingsOf(draft: ShovelDraft, former: ShovelValue = {}): ShovelValue {
  const isWeb = draft.destinationKind === 'web';
  const dropped = isWeb ? [...FORM_KEYS, ...AMQP_KEYS] : FORM_KEYS;
  const kept = Object.entries(former).filter(([key]) => !dropped.includes(key));
  return {
    ...Object.fromEntries(kept),
    'src-uri': urisOf(draft.sourceUri),
    ...(draft.sourceKind === 'queue'
      ? { 'src-queue': draft.source }
      : { 'src-exchange': draft.source, 'src-exchange-key': draft.sourceKey }),
    'src-prefetch-count': Number(draft.prefetch),
    ...(draft.end !== 'never' && { 'src-delete-after': draft.end === 'number' ? Number(draft.endAfter) : draft.end }),
    'dest-uri': urisOf(draft.destinationUri),
    ...(isWeb ? { 'dest-protocol': 'http' } : destinationOf(draft)),
    'ack-mode': draft.ackMode,
    'reconnect-delay': Number(draft.reconnect),
  };
}

function destinationOf(draft: ShovelDraft): ShovelValue {
  const place =
    draft.destinationKind === 'queue'
      ? { 'dest-queue': draft.destination }
      : {
          'dest-exchange': draft.destination,
          ...(draft.destinationKey !== '' && { 'dest-exchange-key': draft.destinationKey }),
        };
  return {
    ...place,
    ...(draft.addsForwardHeaders && { 'dest-add-forward-headers': true }),
    ...(draft.addsTimestamp && { 'dest-add-timestamp-header': true }),
  };
}

/** Several URIs are written with spaces between them. */
function urisOf(text: string): string | readonly string[] {
  const uris = text.trim().split(/\s+/);
  return uris.length === 1 ? (uris[0] as string) : uris;
}

export function problemsOf(draft: ShovelDraft) {
  const isWeb = draft.destinationKind === 'web';
  const whole = (text: string, to: number): string | null =>
    /^\d{1,9}$/.test(text) && Number(text) <= to ? null : `A whole number from 0 to ${to.toLocaleString('en-US')}.`;
  const needed = (text: string, what: string): string | null => (text === '' ? `Which ${what}?` : null);
  return {
    name: draft.name === '' ? 'A shovel needs a name.' : null,
    sourceUri: startsWith(draft.sourceUri, ['amqp://', 'amqps://']),
    source: needed(draft.source, draft.sourceKind),
    destinationUri: startsWith(draft.destinationUri, isWeb ? ['http://', 'https://'] : ['amqp://', 'amqps://']),
    destination: draft.destinationKind === 'queue' ? needed(draft.destination, 'queue') : null,
    endAfter: endProblem(draft),
    prefetch: whole(draft.prefetch, 65_535),
    reconnect: /^\d{1,6}(\.\d+)?$/.test(draft.reconnect) ? null : 'A number of seconds.',
  };
}

function startsWith(text: string, schemes: readonly string[]): string | null {
  const uris = text.trim().split(/\s+/);
  const isRight = uris.every((uri) => schemes.some((scheme) => uri.startsWith(scheme)));
  return isRight ? null : `It begins with ${schemes.join(' or ')}.`;
}

function endProblem({ end, endAfter, ackMode }: ShovelDraft): string | null {
  if (end !== 'number') return null;
  if (ackMode === 'no-ack') return 'Messages can only be counted when they are acknowledged.';
  return /^\d{1,9}$/.test(endAfter) ? null : 'How many messages?';
}
