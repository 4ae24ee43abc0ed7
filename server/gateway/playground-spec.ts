import { z } from 'zod';
import { routingKeyProblem } from '@/lib/amqp-names';
import type { PlaygroundSpec } from '@/lib/live-events';
import { keyTemplateProblem } from '@/lib/payload-template';

const MAX_PAYLOAD_BYTES = 64 * 1024;
const MAX_HEADERS = 100;
const MAX_KEY_TEMPLATE = 4096;
const SHORT_STRING_BYTES = 255;

const shortString = z
  .string()
  .refine((text) => Buffer.byteLength(text) <= SHORT_STRING_BYTES, `is longer than ${SHORT_STRING_BYTES} bytes`);

export const vhostName = shortString.min(1, 'is missing');
export const clientId = z.string().max(64);
export const publishCount = z.int().min(1).max(1000);
export const deliveryTag = z.int().min(1);
export const verdict = z.enum(['ack', 'nack', 'reject', 'requeue']);

const producer = z
  .strictObject({
    kind: z.literal('producer'),
    vhost: vhostName,
    name: shortString,
    exchange: shortString,
    routingKey: z.string().max(MAX_KEY_TEMPLATE, `is longer than ${MAX_KEY_TEMPLATE} characters`),
    ratePerSecond: z.number().min(0).max(5000),
    shape: z.enum(['steady', 'sine', 'spike']).default('steady'),
    payload: z
      .string()
      .refine((text) => Buffer.byteLength(text) <= MAX_PAYLOAD_BYTES, `is larger than ${MAX_PAYLOAD_BYTES / 1024} KiB`),
    contentType: shortString,
    headers: z
      .record(shortString, z.union([z.string().max(4096), z.number(), z.boolean()]))
      .refine((headers) => Object.keys(headers).length <= MAX_HEADERS, `has more than ${MAX_HEADERS} entries`),
    persistent: z.boolean(),
    mandatory: z.boolean(),
  })
  .superRefine(({ exchange, routingKey }, context) => {
    // The default exchange takes the name of a queue, which may have braces in it.
    const message = exchange === '' ? routingKeyProblem(routingKey) : keyTemplateProblem(routingKey);
    if (message !== null) context.addIssue({ code: 'custom', path: ['routingKey'], message });
  });

const consumer = z
  .strictObject({
    kind: z.literal('consumer'),
    vhost: vhostName,
    name: shortString,
    queue: shortString.min(1, 'is missing'),
    prefetchCount: z.int().min(0).max(65_535),
    ackMode: z.enum(['automatic', 'after-processing', 'by-hand']),
    processingMs: z.number().min(0).max(60_000),
  })
  .refine((spec) => spec.ackMode !== 'by-hand' || (spec.prefetchCount >= 1 && spec.prefetchCount <= 100), {
    path: ['prefetchCount'],
    message: 'must be from 1 to 100 when messages are settled by hand',
  });

export const playgroundSpec: z.ZodType<PlaygroundSpec> = z.discriminatedUnion('kind', [producer, consumer]);
