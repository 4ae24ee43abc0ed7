const any = () => true;
const SIZES: ReadonlySet<string> = new Set([
  'xs',
  'sm',
  'base',
  'lg',
  'xl',
  ...[2, 3, 4, 5, 6, 7, 8, 9].map((n) => `${n}xl`),
]);
const isSize = (value: string) => SIZES.has(value) || (value.startsWith('[') && /^\[[\d.]+(px|rem|em)\]$/.test(value));
const isWidth = (value: string) => /^\d+$|^\[[\d.]+(px|rem)?\]$/.test(value);
const isImage = (value: string) => /^\[(repeating-)?(radial|linear|conic|url)/.test(value);

type Part = string | ((value: string) => boolean) | { readonly [name: string]: readonly Part[] };
type Groups = Record<string, readonly Part[]>;

/** Groups whose classes all begin with the name of the group. */
const named = (...names: readonly string[]): Groups =>
  Object.fromEntries(names.map((name) => [name, [{ [name]: [any] }]]));

const SIDES = ['t', 'r', 'b', 'l', 'x', 'y'] as const;
const spaces = (letter: string) => [letter, ...SIDES.map((side) => `${letter}${side}`)];
const CORNERS = ['t', 'r', 'b', 'l', 'tl', 'tr', 'bl', 'br'] as const;
const sides = (name: string, ends: readonly string[]) => ends.map((end) => `${name}-${end}`);

/**
 * The classes of this code that override each other: whole ones, or what may stand after a beginning. Tailwind has many
 * more, which are too heavy to bring. A test compares what comes out with tailwind-merge, which knows them all.
 */
const classGroups: Groups = {
  display: [
    'block',
    'inline-block',
    'inline',
    'flex',
    'inline-flex',
    'grid',
    'inline-grid',
    'contents',
    'hidden',
    'table',
  ],
  position: ['static', 'fixed', 'absolute', 'relative', 'sticky'],
  visibility: ['visible', 'invisible'],
  ...named('size', 'w', 'h', 'min-w', 'min-h', 'max-w', 'max-h', ...spaces('p'), ...spaces('m')),
  ...named('gap', 'gap-x', 'gap-y', 'leading', 'tracking', 'whitespace', 'cursor', 'select', 'z', 'opacity', 'order'),
  ...named('inset', 'inset-x', 'inset-y', 'top', 'right', 'bottom', 'left', 'basis', 'items', 'self'),
  ...named('duration', 'ease', 'transition', 'pointer-events', 'resize', 'translate', 'translate-x', 'translate-y'),
  'font-size': [{ text: [isSize] }],
  'text-align': [{ text: ['left', 'center', 'right', 'start', 'end'] }],
  'text-color': [{ text: [any] }],
  'font-weight': [{ font: ['thin', 'light', 'normal', 'medium', 'semibold', 'bold'] }],
  'font-family': [{ font: [any] }],
  'text-wrap': [{ text: ['wrap', 'nowrap', 'balance', 'pretty'] }],
  'bg-image': [{ bg: [isImage] }],
  'bg-color': [{ bg: [any] }],
  'flex-direction': [{ flex: ['row', 'row-reverse', 'col', 'col-reverse'] }],
  'flex-wrap': [{ flex: ['wrap', 'nowrap', 'wrap-reverse'] }],
  flex: [{ flex: [any] }],
  ...named('grid-cols', 'grid-rows', 'col-start', 'justify', 'origin', 'fill', 'rotate', 'line-clamp', 'content'),
  ...named('overflow', 'overflow-x', 'overflow-y', 'overscroll', 'outline-offset', 'underline-offset', 'align'),
  'col-span': [{ col: [{ span: [any] }] }],
  'table-layout': [{ table: ['auto', 'fixed'] }],
  break: [{ break: ['normal', 'words', 'all', 'keep'] }],
  'list-style': [{ list: ['none', 'disc', 'decimal'] }],
  shadow: [{ shadow: [any] }],
  'border-w': [{ border: ['', isWidth] }],
  ...Object.fromEntries(SIDES.map((side) => [`border-${side}`, [{ [`border-${side}`]: ['', isWidth] }]])),
  'border-style': [{ border: ['solid', 'dashed', 'dotted', 'none'] }],
  'border-spacing': [{ 'border-spacing': [any] }],
  'border-collapse': [{ border: ['collapse', 'separate'] }],
  'border-color': [{ border: [any] }],
  'outline-style': [{ outline: ['solid', 'dashed', 'none', 'hidden'] }],
  'outline-w': [{ outline: ['', isWidth] }],
  'outline-color': [{ outline: [any] }],
  'stroke-w': [{ stroke: [isWidth] }],
  'stroke-color': [{ stroke: [any] }],
  'decoration-style': [{ decoration: ['solid', 'double', 'dotted', 'dashed', 'wavy'] }],
  decoration: [{ decoration: [any] }],
  ring: [{ ring: ['', isWidth] }],
  rounded: [{ rounded: [any] }],
  ...named(...sides('rounded', CORNERS)),
};

/** What else a group says: `px` says what `pl` says. */
const conflictingGroups: Readonly<Record<string, readonly string[]>> = {
  size: ['w', 'h'],
  p: ['px', 'py', 'pt', 'pr', 'pb', 'pl'],
  px: ['pr', 'pl'],
  py: ['pt', 'pb'],
  m: ['mx', 'my', 'mt', 'mr', 'mb', 'ml'],
  mx: ['mr', 'ml'],
  my: ['mt', 'mb'],
  gap: ['gap-x', 'gap-y'],
  inset: ['inset-x', 'inset-y', 'top', 'right', 'bottom', 'left'],
  'inset-x': ['right', 'left'],
  'inset-y': ['top', 'bottom'],
  'font-size': ['leading'],
  rounded: sides('rounded', CORNERS),
  overflow: ['overflow-x', 'overflow-y'],
  'border-w': SIDES.map((side) => `border-${side}`),
  'border-x': ['border-l', 'border-r'],
  'border-y': ['border-t', 'border-b'],
  flex: ['basis'],
  'rounded-t': ['rounded-tl', 'rounded-tr'],
  'rounded-r': ['rounded-tr', 'rounded-br'],
  'rounded-b': ['rounded-br', 'rounded-bl'],
  'rounded-l': ['rounded-tl', 'rounded-bl'],
  translate: ['translate-x', 'translate-y'],
};

interface Rule {
  readonly group: string;
  readonly fits: (value: string) => boolean;
}

const whole = new Map<string, string>();
const rulesOf = new Map<string, Rule[]>();

function learn(group: string, beginning: string, parts: readonly Part[]): void {
  for (const part of parts) {
    if (typeof part === 'function') {
      rulesOf.set(beginning, [...(rulesOf.get(beginning) ?? []), { group, fits: part }]);
    } else if (typeof part === 'string') {
      const name = [beginning, part].filter((text) => text !== '').join('-');
      if (!whole.has(name)) whole.set(name, group);
    } else {
      for (const [name, inner] of Object.entries(part))
        learn(group, beginning === '' ? name : `${beginning}-${name}`, inner);
    }
  }
}

for (const [group, parts] of Object.entries(classGroups)) learn(group, '', parts);

/** The group of a class without modifiers; what is after a slash is of no account. */
export function groupOf(name: string): string | undefined {
  return groupOfWhole(name) ?? (name.includes('/') ? groupOfWhole(name.slice(0, name.lastIndexOf('/'))) : undefined);
}

function groupOfWhole(name: string): string | undefined {
  const found = whole.get(name);
  if (found !== undefined) return found;
  for (let end = name.lastIndexOf('-'); end > 0; end = name.lastIndexOf('-', end - 1)) {
    const value = name.slice(end + 1);
    const rule = rulesOf.get(name.slice(0, end))?.find(({ fits }) => fits(value));
    if (rule !== undefined) return rule.group;
  }
  return undefined;
}

/** The other groups that a class of a group overrides. `text-sm/6` says how high a line is. */
export function conflictsOf(group: string, name: string): readonly string[] {
  const others = conflictingGroups[group] ?? [];
  return group === 'font-size' && name.includes('/') ? [...others, 'leading'] : others;
}
