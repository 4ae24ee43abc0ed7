import { glossary, type TermName } from '@/components/ui/glossary';

const kindLabels: Readonly<Record<string, string>> = {
  vhosts: 'Virtual hosts',
  topic_permissions: 'Topic permissions',
  global_parameters: 'Global parameters',
};

/** A list of a definitions document as people call it. */
export function kindLabel(kind: string): string {
  return kindLabels[kind] ?? kind.slice(0, 1).toUpperCase() + kind.slice(1);
}

const kindTerms: Readonly<Record<string, TermName>> = {
  vhosts: 'virtual host',
  users: 'user',
  permissions: 'permission',
  topic_permissions: 'topic permission',
  policies: 'policy',
  parameters: 'parameter',
  global_parameters: 'parameter',
  queues: 'queue',
  exchanges: 'exchange',
  bindings: 'binding',
};

/** What the things of such a list are, in plain words; undefined for a list that RabbitMQ may add some day. */
export function kindExplanation(kind: string): string | undefined {
  const term = kindTerms[kind];
  return term === undefined ? undefined : glossary[term];
}
