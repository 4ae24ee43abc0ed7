type Part = string | ((n: number) => string);

/** A text with places that are filled in for each message. */
export interface Template {
  /** Whether there is no place to fill. */
  readonly isFixed: boolean;
  /** The text for the message of a number. */
  readonly fill: (n: number) => string;
}

/** Bytes that a routing key may have. */
const MAX_KEY_BYTES = 255;
const variable = /\{\{(?:n|uuid|now|pick:[^{}]*)\}\}/g;
const variables = '{{n}}, {{uuid}}, {{now}} and {{pick:a,b}}';
/** The greatest number that there can be, an id, and a time. */
const longest: Readonly<Record<string, number>> = { '{{n}}': 16, '{{uuid}}': 36, '{{now}}': 24 };

/**
 * What is wrong with the template of a routing key, in a sentence; null when nothing is. It is stricter than that of a
 * payload, in which other braces may mean something to those who read it.
 */
export function keyTemplateProblem(template: string): string | null {
  // A line of its own for each, so that what stands around them does not become one.
  const rest = template.replace(variable, '\n');
  const open = rest.indexOf('{{');
  if (open !== -1) {
    const [unknown] = /^\{\{[^{}\n]*\}\}/.exec(rest.slice(open)) ?? [];
    if (unknown === undefined) return `Its {{ is not closed. There are ${variables}.`;
    return `${unknown} is not a variable. There are ${variables}.`;
  }
  if (template.includes('{{pick:}}')) return '{{pick:}} has nothing to pick from: write {{pick:a,b}}.';
  const bytes =
    byteLength(template.replace(variable, '')) +
    (template.match(variable) ?? []).reduce((sum, part) => sum + longestOf(part), 0);
  const isLong = bytes > MAX_KEY_BYTES;
  return isLong ? `It can become ${bytes} bytes long, and a routing key has at most ${MAX_KEY_BYTES}.` : null;
}

function longestOf(part: string): number {
  return longest[part] ?? Math.max(...choicesOf(part).map(byteLength));
}

function byteLength(text: string): number {
  return new TextEncoder().encode(text).length;
}

function choicesOf(part: string): readonly string[] {
  return /^\{\{pick:([^{}]*)\}\}$/.exec(part)?.[1]?.split(',') ?? [];
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
  const choices = choicesOf(text);
  if (choices.length > 0) return () => choices[Math.floor(Math.random() * choices.length)] as string;
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
