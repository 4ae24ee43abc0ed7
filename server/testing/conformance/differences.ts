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
  [
    /quorum \| publish '' q a x-delivery-count=7 /,
    'RabbitMQ 3 writes a count of none over the header of the publisher at the first delivery',
  ],
  [
    /quorum \| .*(nack \d requeue|nack 3 multiple requeue|recover requeue) \| wait 60 /,
    'since 4.3 only rejections and lost consumers count as failed deliveries, not what is given back',
  ],
  [
    /quorum \| .* reject 1 requeue \| wait 60 \| get q \| get q$/,
    'RabbitMQ 3 puts a message behind the others unless there is a delivery limit; since 4.0 there always is one',
  ],
  [/ x-max-age=(h|-1h)$/, 'RabbitMQ 3 ends the connection over some wrong ages with INTERNAL_ERROR'],
  [
    / x-stream-offset=(nope|true|double:1\.5|str:|void:) \| wait 60$/,
    'RabbitMQ ends the connection over some wrong offsets with INTERNAL_ERROR; Warren says what is wrong',
  ],
  [/ CC=array:c BCC=array:d \| wait 80 \| qos 10 /, 'RabbitMQ 3 keeps no arrays in the headers of a stream'],
];
