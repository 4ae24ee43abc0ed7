import type { z } from 'zod';
import type { Ack } from '@/lib/live-events';

/** A request that cannot be served; the person sees the text. */
export class Refusal extends Error {
  override readonly name = 'Refusal';
}

/** What a browser sent, checked. Throws a Refusal that names the first thing that is wrong. */
export function check<T>(schema: z.ZodType<T>, given: unknown): T {
  const result = schema.safeParse(given);
  if (result.success) return result.data;
  const [issue] = result.error.issues;
  const where = issue?.path.join('.');
  throw new Refusal(where ? `${where}: ${issue?.message}` : (issue?.message ?? 'The request is not valid.'));
}

/** Runs a request and answers with its value or with the reason of its failure. */
export async function answer<T>(ack: Ack<T>, run: () => T | Promise<T>): Promise<void> {
  // A browser may send anything, also no function to answer to.
  const reply: Ack<T> = typeof ack === 'function' ? ack : () => {};
  try {
    reply({ ok: true, value: await run() });
  } catch (failure) {
    reply({ ok: false, error: failure instanceof Error ? failure.message : String(failure) });
  }
}
