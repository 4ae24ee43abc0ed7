import { type ClassValue, clsx } from 'clsx';
import { createTailwindMerge } from 'tailwind-merge';
import { classGroups, conflictingGroups } from './class-groups';

/** The library knows every class of Tailwind, which is heavy; we tell it those that this code has. */
const merge = createTailwindMerge(() => ({
  cacheSize: 500,
  theme: {},
  classGroups,
  conflictingClassGroups: conflictingGroups,
  conflictingClassGroupModifiers: { 'font-size': ['leading'] },
  orderSensitiveModifiers: ['*', '**', 'after', 'before', 'placeholder', 'first-letter', 'marker', 'selection'],
}));

/** Joins class names; of two that say the same thing the later one stays. */
export function cn(...values: ClassValue[]): string {
  return merge(clsx(values));
}
