/**
 * What must not stand in a text as it is: quotes and backslashes, controls, ends of lines, halves of characters, and what
 * makes a line read otherwise than it runs.
 */
const special = /["\\\p{Cc}\p{Zl}\p{Zp}\p{Cs}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]/gu;

const common: Readonly<Record<string, string>> = { '\n': '\\n', '\r': '\\r', '\t': '\\t', '"': '\\"', '\\': '\\\\' };

function doubleQuoted(text: string, written: (hex: string) => string): string {
  return `"${text.replace(special, (char) => common[char] ?? written(hexOf(char)))}"`;
}

/** Half of a character cannot be sent; it becomes what UTF-8 makes of it. */
function hexOf(char: string): string {
  const isHalf = /\p{Cs}/u.test(char);
  return isHalf ? 'fffd' : char.charCodeAt(0).toString(16).padStart(4, '0');
}

/** A string of JavaScript, TypeScript, Python, Go, Java and C#. */
export function quote(text: string): string {
  return doubleQuoted(text, (hex) => `\\u${hex}`);
}

/** A string of Ruby and Elixir, where # can begin an expression. */
export function quoteHash(text: string): string {
  return quote(text).replace(/#/g, '\\#');
}

/** A string of PHP: between single quotes unless something in it must be escaped. */
export function quotePhp(text: string): string {
  const quoted = doubleQuoted(text, (hex) => `\\u{${hex}}`);
  const isPlain = quoted.length === text.length + 2 + (text.match(/["\\]/g)?.length ?? 0);
  return isPlain ? `'${text.replace(/[\\']/g, '\\$&')}'` : quoted.replace(/\$/g, '\\$');
}

export function quoteRust(text: string): string {
  return doubleQuoted(text, (hex) => `\\u{${hex}}`);
}

/** A string of Terraform, where ${ and %{ begin a template. */
export function quoteTerraform(text: string): string {
  return quote(text).replace(/[$%]\{/g, (open) => `${open[0]}${open}`);
}

export function quoteShell(text: string): string {
  return `'${text.replace(/'/g, `'\\''`)}'`;
}

/** JSON in which nothing ends a line, or is seen otherwise than it is. */
export function plainJson(value: unknown): string {
  return JSON.stringify(value).replace(special, (char) => (char === '"' || char === '\\' ? char : `\\u${hexOf(char)}`));
}
