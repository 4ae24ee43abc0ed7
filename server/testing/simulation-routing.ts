/** Whether an exchange of a type passes a message with a key on by a binding: topic keys as regular expressions. */
export function routes(type: string, pattern: string, key: string): boolean {
  if (type === 'fanout') return true;
  if (type === 'direct') return pattern === key;
  const expression = pattern.replaceAll('.', '\\.').replaceAll('*', '[^.]+').replace('\\.#\\.', '\\.(.+\\.)?');
  return new RegExp(`^${expression.replace(/\\\.#$/, '(\\..+)?').replace(/^#$/, '.*')}$`).test(key);
}
