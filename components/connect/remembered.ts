/** The choices on this page that this browser keeps for the next time. */
export function remember(what: string, value: string): void {
  try {
    localStorage.setItem(`warren:${what}`, value);
  } catch {
    // Storage is forbidden: the choice holds for this page.
  }
}

export function remembered(what: string): string | null {
  try {
    return localStorage.getItem(`warren:${what}`);
  } catch {
    return null;
  }
}
