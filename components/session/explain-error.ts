import { ApiError } from '@/lib/api-client';

export interface Explanation {
  readonly title: string;
  /** The broker's own words, when there are any. */
  readonly reason: string | null;
}

const notFoundTitles: Readonly<Record<string, string>> = {
  vhost_not_found: 'This virtual host does not exist.',
  exchange_not_found: 'This exchange does not exist any more.',
  queue_not_found: 'This queue does not exist any more.',
};

/** What the API says to a user who has no permission at all in a virtual host. */
const noAccess = 'User not authorised to access virtual host';

/** Puts a failure into words for the person who asked for it. */
export function explainError(error: unknown): Explanation {
  if (!(error instanceof ApiError)) return { title: 'Something went wrong in this page.', reason: String(error) };
  return { title: titleOf(error), reason: reasonOf(error) };
}

function titleOf({ status, error, reason }: ApiError): string {
  if (status === 0 || status === 502 || status === 504)
    return 'The broker does not answer. Check that it runs, then try again.';
  if (reason === noAccess) {
    return 'Your user has no permission in this virtual host. Choose another one, or ask somebody who administers the broker.';
  }
  if (status === 401) return 'Your user may not do this.';
  if (status === 429) return 'Too many tries. Wait a little.';
  if (status === 404) return notFoundTitles[reason] ?? 'This does not exist any more.';
  if (status === 413 || reason.includes('body size limit')) return 'This is larger than the broker accepts over HTTP.';
  if (reason.includes('inequivalent arg'))
    return 'The name is taken, with other settings. Choose another name or the same settings.';
  if (reason.includes('RESOURCE_LOCKED') || reason.includes('exclusive access'))
    return 'Another connection owns this queue.';
  if (status >= 500) return 'The broker failed while doing this.';
  return error === 'bad_request' || status === 400 ? 'The broker refused this.' : 'This did not work.';
}

function reasonOf({ status, reason, error }: ApiError): string | null {
  if (status === 0 || reason === noAccess || reason in notFoundTitles) return null;
  return reason || error || null;
}
