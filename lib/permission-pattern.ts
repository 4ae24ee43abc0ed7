/** The patterns of permissions and policies, as the broker reads them: regular expressions that may match anywhere. */

/** Null when the text is no regular expression that a browser knows. */
export function compilePattern(pattern: string): RegExp | null {
  try {
    return new RegExp(pattern);
  } catch {
    return null;
  }
}

/** The empty pattern allows nothing but the empty name, which is the default exchange's. */
export function permissionAllows(pattern: string, name: string): boolean {
  return compilePattern(pattern === '' ? '^$' : pattern)?.test(name) ?? false;
}

/** `{username}` and `{vhost}` in the patterns of topic permissions stand for the user's own. */
export function topicPatternAllows(
  pattern: string,
  routingKey: string,
  variables: { readonly username: string; readonly vhost: string },
): boolean {
  const values: Readonly<Record<string, string>> = variables;
  const expanded = pattern.replace(/\{(\w+)\}/g, (whole, name: string) => {
    const value = values[name];
    return value === undefined ? whole : value.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&');
  });
  return permissionAllows(expanded, routingKey);
}

/** What is wrong with a pattern that a person types, or null. */
export function patternProblem(pattern: string): string | null {
  return compilePattern(pattern) === null ? 'This is not a regular expression.' : null;
}
