import { randomUUID } from 'node:crypto';

type Part = string | ((n: number) => string);

const fillers: Readonly<Record<string, (n: number) => string>> = {
  '{{n}}': (n) => String(n),
  '{{uuid}}': () => randomUUID(),
  '{{now}}': () => new Date().toISOString(),
};

/** Compiles a payload with `{{n}}`, `{{uuid}}` and `{{now}}` into a function of the message's number. */
export function compileTemplate(template: string): (n: number) => Buffer {
  const parts: Part[] = template.split(/(\{\{(?:n|uuid|now)\}\})/).map((text) => fillers[text] ?? text);
  if (parts.every((part) => typeof part === 'string')) {
    const fixed = Buffer.from(template);
    return () => fixed;
  }
  return (n) => Buffer.from(parts.map((part) => (typeof part === 'string' ? part : part(n))).join(''));
}
