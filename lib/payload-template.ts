type Part = string | ((n: number) => string);

/** A text with places that are filled in for each message. */
export interface Template {
  /** Whether there is no place to fill. */
  readonly isFixed: boolean;
  /** The text for the message of a number. */
  readonly fill: (n: number) => string;
}

const fillers: Readonly<Record<string, (n: number) => string>> = {
  '{{n}}': (n) => String(n),
  '{{uuid}}': randomUuid,
  '{{now}}': () => new Date().toISOString(),
};

/** Compiles a text with `{{n}}`, `{{uuid}}`, `{{now}}` and `{{pick:a,b}}`; what else has braces stays as it is. */
export function compileTemplate(template: string): Template {
  const parts = template.split(/(\{\{(?:n|uuid|now|pick:[^{}]*)\}\})/).map(partOf);
  if (parts.every((part) => typeof part === 'string')) return { isFixed: true, fill: () => template };
  return {
    isFixed: false,
    fill: (n) => parts.map((part) => (typeof part === 'string' ? part : part(n))).join(''),
  };
}

function partOf(text: string): Part {
  const choices = /^\{\{pick:([^{}]*)\}\}$/.exec(text)?.[1]?.split(',');
  if (choices) return () => choices[Math.floor(Math.random() * choices.length)] as string;
  return fillers[text] ?? text;
}

/** Version 4 of RFC 9562. Browsers have `randomUUID` only on pages from https or this machine. */
function randomUuid(): string {
  const bytes = globalThis.crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = ((bytes[6] as number) & 0x0f) | 0x40;
  bytes[8] = ((bytes[8] as number) & 0x3f) | 0x80;
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');
}
