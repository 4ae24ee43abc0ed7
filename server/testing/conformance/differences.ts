/** Where transcripts differ although nothing is wrong, and why. */

/** What a newer RabbitMQ than the one at hand writes, or writes in another form: left out of both transcripts. */
export const IGNORED: readonly (readonly [pattern: RegExp, replacement: string, reason: string])[] = [
  [/, x-last-death-(exchange|queue|reason): "[^"]*"/g, '', 'RabbitMQ writes the last death since 4.0'],
  [/,\s+/g, ',', 'RabbitMQ breaks long Erlang terms into lines'],
  [/x-acquired-count: \d+,/g, '', 'RabbitMQ counts acquisitions since 4.0'],
  [/,?x-delivery-count: 0(?=})/g, '', 'since 4.0 there is a count only once a message has come back'],
  [/ \{headers: \{\}\}|,headers: \{\}/g, '', 'what is left of headers that held a count of none'],
];

/** Scripts whose transcripts differ. */
export const EXCEPTIONS: readonly (readonly [script: RegExp, reason: string])[] = [
  [/^exchange x odd$/, 'since 4.0 an unknown exchange type is PRECONDITION_FAILED, no longer COMMAND_INVALID'],
  [/^queue q x-queue-mode=(text|1|true|str:)$/, 'RabbitMQ 4 takes any queue mode and ignores it'],
  [/^flow$/, 'Warren pauses deliveries, as the specification has it'],
  [/\brecover$/, 'Warren serves recover without requeue, as the specification has it'],
  [/ x-death=array:1 /, 'since 4.0 a header x-death of the publisher is ignored'],
  [/ cancel one \| ack 2 \| delivered$/, 'RabbitMQ 3 lets the next consumer wait until something else happens'],
  [
    / low \.priority=1 \.expiration=20 /,
    'Warren drops what expired at the head of each priority, not of the queue alone',
  ],
  [/ x-max-age=(h|-1h)$/, 'RabbitMQ 3 ends the connection over some wrong ages with INTERNAL_ERROR'],
  [
    / x-stream-offset=(nope|true|double:1\.5|str:|void:) \| wait 60$/,
    'RabbitMQ ends the connection over some wrong offsets with INTERNAL_ERROR; Warren says what is wrong',
  ],
  [/ qos 2 \| consume q t x-stream-offset=first \| delivered 2 \| ack 2 multiple /, 'RabbitMQ hands out whole chunks'],
  [/ x-stream-offset=first \| delivered \| (nack 1 requeue|reject 1) /, 'RabbitMQ hands out whole chunks'],
  [/ CC=array:c BCC=array:d \| wait 80 \| qos 10 /, 'RabbitMQ 3 keeps no arrays in the headers of a stream'],
];
