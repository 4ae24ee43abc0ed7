import { randomBytes } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';

const NONCE_BYTES = 16;

/** Adds what keeps other sites and injected scripts out. */
export type SecurityHeaders = (request: IncomingMessage, response: ServerResponse) => void;

/**
 * Scripts come from our own origin. Of those inside the pages only the ones that were built may run, and those that Next
 * marks with the nonce in a page that it renders on request; it finds the nonce in the policy of the request. The stage
 * places its nodes by inline styles. Next's development server evaluates what it has compiled.
 */
function contentSecurityPolicy(scripts: string): string {
  return [
    "default-src 'self'",
    `script-src 'self' ${scripts}`,
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data: blob:",
    "font-src 'self' data:",
    "connect-src 'self'",
    "object-src 'none'",
    "base-uri 'self'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join('; ');
}

export function securityHeaders(isDevelopment: boolean, inlineScripts: readonly string[]): SecurityHeaders {
  return (request, response) => {
    const nonce = randomBytes(NONCE_BYTES).toString('base64');
    const policy = contentSecurityPolicy(
      isDevelopment ? "'unsafe-inline' 'unsafe-eval'" : [`'nonce-${nonce}'`, ...inlineScripts].join(' '),
    );
    request.headers['content-security-policy'] = policy;
    response.setHeader('content-security-policy', policy);
    response.setHeader('x-content-type-options', 'nosniff');
    response.setHeader('x-frame-options', 'DENY');
    response.setHeader('referrer-policy', 'same-origin');
    response.setHeader('cross-origin-opener-policy', 'same-origin');
  };
}
