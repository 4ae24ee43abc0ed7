import type { ServerResponse } from 'node:http';

/**
 * Scripts and styles come from our own origin. Next writes inline scripts into its pages and React Flow places nodes by
 * inline styles, hence `unsafe-inline`; nothing may be evaluated, except by Next's development server.
 */
function contentSecurityPolicy(isDevelopment: boolean): string {
  return [
    "default-src 'self'",
    `script-src 'self' 'unsafe-inline'${isDevelopment ? " 'unsafe-eval'" : ''}`,
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

export type SecurityHeaders = (response: ServerResponse) => void;

export function securityHeaders(isDevelopment: boolean): SecurityHeaders {
  const policy = contentSecurityPolicy(isDevelopment);
  return (response) => {
    response.setHeader('content-security-policy', policy);
    response.setHeader('x-content-type-options', 'nosniff');
    response.setHeader('x-frame-options', 'DENY');
    response.setHeader('referrer-policy', 'same-origin');
    response.setHeader('cross-origin-opener-policy', 'same-origin');
  };
}
