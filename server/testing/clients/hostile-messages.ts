import type { SnippetMessage } from '@/lib/snippets/snippet';

/** What begins or ends something in one language or another, and characters that cannot stand in a line of code. */
export const hostileText = [
  'it\'s "so"',
  String.raw`\ \\ \n \u0041 \b \x41 \0`,
  // biome-ignore lint/suspicious/noTemplateCurlyInString: that is what must stay text.
  '$x ${y} {$z} $(id) `id` #{1 + 1} #$x #@x %{z} %s {{n}}',
  '\u0000\u0001\b\f\v\r\n\t\u001b\u007f\u0085\u2028\u2029\u202e\u2066\ufeff',
  '– ☃ 😀 a\u0301 </script> \'\'\' """ <<EOT ?> */ -- //',
].join(' ');

/** Headers of every kind that JSON can tell apart. `__proto__` is a name as any other. */
const hostileHeaders = JSON.parse(`{
  "tenant": "acme", "1": "a name of digits", "!": "bang", "__proto__": "not the prototype", "": "no name",
  "n": 3, "minus": -1, "above 32 bits": 4294967296, "above 53 bits": 9007199254740992, "least": -9223372036854775808,
  "real": 1.5,
  "yes": true, "no": false, "nothing": null,
  "list": ["a", 2, true, null, [], {"b": [3]}], "table": {"deep": {"er": "x"}, "empty": {}, "!": 1}
}`);

export interface HostileMessage {
  readonly what: string;
  /** The client must be able to send any float. */
  readonly hasFloats?: boolean;
  readonly message: SnippetMessage;
}

export const hostileMessages: readonly HostileMessage[] = [
  {
    what: 'odd text',
    message: {
      payload: hostileText,
      payload_encoding: 'string',
      properties: {
        content_type: 'text/plain; x="\\"',
        content_encoding: 'utf-8',
        headers: { ...hostileHeaders, [hostileText.slice(0, 60)]: hostileText },
        delivery_mode: 2,
        priority: 4,
        correlation_id: 'c"1',
        reply_to: "#{r}$('",
        expiration: '60000',
        message_id: 'm\n1',
        timestamp: 4_102_444_800,
        type: 'order.created',
        app_id: '☃',
      },
    },
  },
  {
    what: 'far numbers',
    hasFloats: true,
    message: {
      payload: '',
      payload_encoding: 'string',
      properties: { headers: { far: 1e300, near: -1e-7, 'not 64 bits': 2 ** 63, list: [0.1, -2.5] }, delivery_mode: 1 },
    },
  },
  {
    what: 'bytes',
    message: {
      payload: Buffer.from(Array.from({ length: 256 }, (_, code) => code)).toString('base64'),
      payload_encoding: 'base64',
      properties: { content_type: 'application/octet-stream', delivery_mode: 2 },
    },
  },
  {
    what: 'a text longer than a constant of Java may be',
    message: { payload: '☃"'.repeat(30_000), payload_encoding: 'string', properties: { delivery_mode: 2 } },
  },
];
