import type { IncomingMessage } from 'node:http';
import type { TLSSocket } from 'node:tls';

/** Browsers share cookies among all ports of a host: two brokers on one machine would sign each other's people out. */
function cookieName({ socket }: IncomingMessage): string {
  return `warren_session_${socket.localPort}`;
}

/** The session id in the Cookie header, if any. */
export function sessionIdOf(request: IncomingMessage): string | undefined {
  const name = cookieName(request);
  for (const part of request.headers.cookie?.split(';') ?? []) {
    const equals = part.indexOf('=');
    if (part.slice(0, equals).trim() === name) return part.slice(equals + 1).trim();
  }
  return undefined;
}

/**
 * For Set-Cookie: the session, which no script may read, and a sign for the scripts of a page that there is one
 * (`components/session/early-script.tsx`).
 */
export function sessionCookies(request: IncomingMessage, id: string): string[] {
  const isSecure = (request.socket as Partial<TLSSocket>).encrypted === true;
  const rest = `Path=/; SameSite=Strict${isSecure ? '; Secure' : ''}`;
  return [`${cookieName(request)}=${id}; HttpOnly; ${rest}`, `warren_signed_in_${request.socket.localPort}=1; ${rest}`];
}

export function expiredCookies(request: IncomingMessage): string[] {
  return sessionCookies(request, '').map((cookie) => `${cookie}; Max-Age=0`);
}
