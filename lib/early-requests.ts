/** So long after the page began to load an answer that it asked for early still tells how things are. */
const FRESH_MS = 10_000;

declare global {
  interface Window {
    /** What the page asked for before its scripts were there (`components/session/early-script.tsx`), by path. */
    warrenEarly?: Map<string, Promise<Response>>;
  }
}

/** The answer to a GET of our own origin that is under way already; once, and null when there is none. */
export function takeEarly(path: string): Promise<Response> | null {
  if (typeof window === 'undefined') return null;
  const found = window.warrenEarly?.get(path) ?? null;
  window.warrenEarly?.delete(path);
  return performance.now() < FRESH_MS ? found : null;
}

/** The cookie that says that there is a session (`server/web/cookies.ts`), which has a cookie that no script can read. */
export const SIGNED_IN_COOKIE = /\bwarren_signed_in_\d+=1/;

/** Whether somebody seems to be signed in. The session may have ended since; whoever asks the server is told. */
export function seemsSignedIn(): boolean {
  return SIGNED_IN_COOKIE.test(document.cookie);
}
