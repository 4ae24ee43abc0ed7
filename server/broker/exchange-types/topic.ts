import type { Binding } from '../binding';
import type { ExchangeType, Router } from './exchange-type';
import { describeTopic } from './topic-words';

/** RabbitMQ: the empty key has no words, so `#` matches it and `*` does not. */
function wordsOf(key: string): string[] {
  return key === '' ? [] : key.split('.');
}

/** The place after one word of the binding keys: `*` stands for exactly one word, `#` for zero or more. */
class TrieNode {
  readonly children = new Map<string, TrieNode>();
  readonly bindings = new Set<Binding>();
  readonly isHash: boolean;

  constructor(isHash: boolean) {
    this.isHash = isHash;
  }

  get isEmpty(): boolean {
    return this.bindings.size === 0 && this.children.size === 0;
  }
}

/** Adds a node, and the `#` nodes below it, since `#` may stand for no word at all. */
function reach(nodes: Set<TrieNode>, node: TrieNode | undefined): void {
  for (let at = node; at !== undefined && !nodes.has(at); at = at.children.get('#')) nodes.add(at);
}

class TopicRouter implements Router {
  readonly #root = new TrieNode(false);

  add(binding: Binding): void {
    let node = this.#root;
    for (const word of wordsOf(binding.bindingKey)) {
      let child = node.children.get(word);
      if (!child) {
        child = new TrieNode(word === '#');
        node.children.set(word, child);
      }
      node = child;
    }
    node.bindings.add(binding);
  }

  remove(binding: Binding): void {
    const words = wordsOf(binding.bindingKey);
    const path: TrieNode[] = [this.#root];
    for (const word of words) {
      const child = path.at(-1)?.children.get(word);
      if (!child) return;
      path.push(child);
    }
    path.at(-1)?.bindings.delete(binding);
    for (let depth = words.length; depth > 0 && path[depth]?.isEmpty; depth--) {
      path[depth - 1]?.children.delete(words[depth - 1] as string);
    }
  }

  match(routingKey: string, _headers: unknown, visit: (binding: Binding) => void): void {
    // A set of places for each word: with several `#` in a binding key there are many paths to the same place.
    let nodes = new Set<TrieNode>();
    reach(nodes, this.#root);
    for (const word of wordsOf(routingKey)) {
      const next = new Set<TrieNode>();
      for (const node of nodes) {
        if (node.isHash) reach(next, node);
        if (word !== '*' && word !== '#') reach(next, node.children.get(word));
        reach(next, node.children.get('*'));
      }
      if (next.size === 0) return;
      nodes = next;
    }
    for (const node of nodes) for (const binding of node.bindings) visit(binding);
  }
}

export const topic: ExchangeType = {
  name: 'topic',
  description: 'AMQP topic exchange, as per the AMQP specification',
  usesHeaders: false,
  createRouter: () => new TopicRouter(),
  describe: ({ bindingKey }, { routingKey }) => describeTopic(wordsOf(bindingKey), wordsOf(routingKey)),
};
