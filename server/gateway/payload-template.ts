import { randomUUID } from 'node:crypto';

type Part = string | ((n: number) => string);

const fillers: Readonly<Record<string, (n: number) => string>> = {
  '{{n}}': (n) => String(n),
  '{{uuid}}': () => randomUUID(),
  '{{now}}': () => new Date().toISOString(),
};

/** Compiles a payload with `{{n}}`, `{{uuid}}`, `{{now}}` and `{{pick:a,b}}` into a function of the message's number. */
export function compileTemplate(template: string): (n: number) => Buffer {
  const parts = template.split(/(\{\{(?:n|uuid|now|pick:[^{}]*)\}\})/).map(partOf);
  if (parts.every((part) => typeof part === 'string')) {
    const fixed = Buffer.from(template);
    return () => fixed;
  }
  return (n) => Buffer.from(parts.map((part) => (typeof part === 'string' ? part : part(n))).join(''));
}

function partOf(text: string): Part {
  const choices = /^\{\{pick:([^{}]*)\}\}$/.exec(text)?.[1]?.split(',');
  if (choices) return () => choices[Math.floor(Math.random() * choices.length)] as string;
  return fillers[text] ?? text;
}
