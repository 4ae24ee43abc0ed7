import type { IncomingHttpHeaders } from 'node:http';

export const SESSION_COOKIE = 'warren_session';

/** The session id in the Cookie header, if any. */
export function sessionIdOf(headers: IncomingHttpHeaders): string | undefined {
  for (const part of headers.cookie?.split(';') ?? []) {
    const equals = part.indexOf('=');
    if (part.slice(0, equals).trim() === SESSION_COOKIE) return part.slice(equals + 1).trim();
  }
  return undefined;
}

export function sessionCookie(id: string, isSecure: boolean): string {
  return `${SESSION_COOKIE}=${id}; Path=/; HttpOnly; SameSite=Strict${isSecure ? '; Secure' : ''}`;
}

export function expiredCookie(isSecure: boolean): string {
  return `${sessionCookie('', isSecure)}; Max-Age=0`;
}
