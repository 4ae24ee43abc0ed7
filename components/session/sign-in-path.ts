/** Where one signs in to come back to `here`, a path of this origin. */
export function signInPath(here: string): string {
  return here === '/' ? '/login' : `/login?next=${encodeURIComponent(here)}`;
}
