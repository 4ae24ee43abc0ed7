import { totalmem } from 'node:os';

/** One setting: an environment variable, the flag derived from it, a default and a rule for its text. */
export interface Option<T> {
  readonly env: string;
  readonly help: string;
  /** As a person would write it. */
  readonly defaultText: string;
  /** Throws an Error that says what is expected. */
  readonly parse: (text: string) => T;
  /** Its flag takes no value: being there means yes. */
  readonly isSwitch?: boolean;
}

type Describe = readonly [env: string, defaultText: string, help: string];

export function text(...[env, defaultText, help]: Describe): Option<string> {
  return { env, help, defaultText, parse: (given) => given };
}

export function requiredText(...[env, defaultText, help]: Describe): Option<string> {
  const parse = (given: string): string => {
    if (given === '') throw new Error('must not be empty');
    return given;
  };
  return { env, help, defaultText, parse };
}

export function list(...[env, defaultText, help]: Describe): Option<readonly string[]> {
  const parse = (given: string): readonly string[] =>
    given
      .split(',')
      .map((part) => part.trim())
      .filter(Boolean);
  return { env, help, defaultText, parse };
}

export function integer(
  [env, defaultText, help]: Describe,
  { from, to }: { readonly from: number; readonly to: number },
): Option<number> {
  const parse = (given: string): number => {
    const value = /^\d{1,15}$/.test(given) ? Number(given) : Number.NaN;
    if (!(value >= from && value <= to)) throw new Error(`must be a whole number from ${from} to ${to}`);
    return value;
  };
  return { env, help, defaultText, parse };
}

export function port(...describe: Describe): Option<number> {
  return integer(describe, { from: 0, to: 65_535 });
}

/** A port of something that is served only when asked for: null for nothing. */
export function optionalPort(...describe: Describe): Option<number | null> {
  const { parse, ...rest } = port(...describe);
  return { ...rest, parse: (given) => (given === '' ? null : parse(given)) };
}

/** A port of something that can be switched off: null for `none`. */
export function portOrNone(...describe: Describe): Option<number | null> {
  const { parse, ...rest } = port(...describe);
  const parseEither = (given: string): number | null => {
    if (given === 'none') return null;
    try {
      return parse(given);
    } catch (failure) {
      throw new Error(`${(failure as Error).message}, or none`);
    }
  };
  return { ...rest, parse: parseEither };
}

/** Off unless its flag is there or its variable is `1` or `true`. */
export function onOff(env: string, help: string): Option<boolean> {
  const parse = (given: string): boolean => {
    if (['', '0', 'false'].includes(given)) return false;
    if (['1', 'true'].includes(given)) return true;
    throw new Error('must be 1 or 0');
  };
  return { env, help, defaultText: '', parse, isSwitch: true };
}

export function choice<const T extends string>([env, defaultText, help]: Describe, values: readonly T[]): Option<T> {
  const parse = (given: string): T => {
    const found = values.find((value) => value === given);
    if (found === undefined) throw new Error(`must be one of ${values.join(', ')}`);
    return found;
  };
  return { env, help: `${help} (${values.join(', ')})`, defaultText, parse };
}

/** Bytes, with a unit if wanted (`512MB`, `2GiB`), or a share of this machine's memory (`40%`). */
export function memory(...[env, defaultText, help]: Describe): Option<number> {
  return { env, help, defaultText, parse: (given) => parseBytes(given, machineMemoryBytes()) };
}

const UNITS: Readonly<Record<string, number>> = {
  '': 1,
  b: 1,
  k: 1024,
  kib: 1024,
  kb: 1000,
  m: 1024 ** 2,
  mib: 1024 ** 2,
  mb: 1000 ** 2,
  g: 1024 ** 3,
  gib: 1024 ** 3,
  gb: 1000 ** 3,
};

export function parseBytes(given: string, wholeBytes: number): number {
  const match = /^(\d+(?:\.\d+)?)\s*([a-z%]*)$/i.exec(given.trim());
  const amount = Number(match?.[1]);
  const unit = match?.[2]?.toLowerCase();
  const factor = unit === '%' ? wholeBytes / 100 : UNITS[unit ?? '?'];
  const bytes = Math.floor(amount * (factor ?? Number.NaN));
  if (!(bytes >= 1 && Number.isSafeInteger(bytes)) || (unit === '%' && amount > 100)) {
    throw new Error('must be a number of bytes such as 536870912, 512MB or 2GiB, or a share of memory such as 40%');
  }
  return bytes;
}

/** What this process may use: the machine's memory, or less where a container sets a limit. */
export function machineMemoryBytes(): number {
  const constrained = process.constrainedMemory() ?? 0;
  return constrained > 0 && constrained < totalmem() ? constrained : totalmem();
}
