const kindLabels: Readonly<Record<string, string>> = {
  vhosts: 'Virtual hosts',
  topic_permissions: 'Topic permissions',
  global_parameters: 'Global parameters',
};

/** A list of a definitions document as people call it. */
export function kindLabel(kind: string): string {
  return kindLabels[kind] ?? kind.slice(0, 1).toUpperCase() + kind.slice(1);
}
