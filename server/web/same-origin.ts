import type { IncomingHttpHeaders } from 'node:http';

/** Whether a browser says that the request comes from a page of another origin. Other programs send no Origin. */
export function isForeignOrigin(headers: IncomingHttpHeaders): boolean {
  const { origin, host } = headers;
  if (headers['sec-fetch-site'] === 'cross-site') return true;
  if (origin === undefined) return false;
  return hostOf(origin) !== host?.toLowerCase();
}

function hostOf(origin: string): string | null {
  try {
    return new URL(origin).host;
  } catch {
    return null;
  }
}
