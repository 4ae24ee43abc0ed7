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
 * For Set-Cookie. No script may read it. Other sites may link to a page, which is then rendered for whoever is signed in;
 * nothing else that they make a browser ask for carries it.
 */
export function sessionCookie(request: IncomingMessage, id: string): string {
  const isSecure = (request.socket as Partial<TLSSocket>).encrypted === true;
  return `${cookieName(request)}=${id}; HttpOnly; Path=/; SameSite=Lax${isSecure ? '; Secure' : ''}`;
}

export function expiredCookie(request: IncomingMessage): string {
  return `${sessionCookie(request, '')}; Max-Age=0`;
}
