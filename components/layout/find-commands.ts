import type { ReactNode } from 'react';

export interface Command {
  readonly id: string;
  readonly group: string;
  readonly label: string;
  /** Other words that people may look for it with. */
  readonly words?: string;
  readonly icon?: ReactNode;
  readonly hint?: string;
  readonly keys?: string;
  /** The label is the name of an object. */
  readonly isName?: boolean;
  readonly run: () => void;
}

export interface CommandGroup {
  readonly value: string;
  readonly items: readonly Command[];
}

const perGroup = 8;

/** The commands that have all the words, the better matches first. With nothing to look for, objects are left out. */
export function findCommands(commands: readonly Command[], text: string): readonly CommandGroup[] {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean);
  const found = new Map<string, { readonly command: Command; readonly score: number }[]>();
  for (const command of commands) {
    const score = words.length === 0 ? (command.isName ? null : 0) : scoreOf(command, words);
    if (score === null) continue;
    const group = found.get(command.group);
    if (group) group.push({ command, score });
    else found.set(command.group, [{ command, score }]);
  }
  const groups = [...found].map(([value, list]) => {
    list.sort((a, b) => b.score - a.score || a.command.label.length - b.command.label.length);
    const shown = words.length === 0 ? list : list.slice(0, perGroup);
    return { value, best: list[0]?.score ?? 0, items: shown.map(({ command }) => command) };
  });
  if (words.length > 0) groups.sort((a, b) => b.best - a.best);
  return groups;
}

/** Null unless every word is there; higher when the words begin the label, or words of it. */
function scoreOf({ label, words: more = '' }: Command, words: readonly string[]): number | null {
  const name = label.toLowerCase();
  let score = 0;
  for (const word of words) {
    const at = name.indexOf(word);
    if (at === 0) score += name.length === word.length ? 4 : 3;
    else if (at > 0) score += /\W/.test(name[at - 1] ?? '') ? 2 : 1;
    else if (!more.toLowerCase().includes(word)) return null;
  }
  return score;
}
