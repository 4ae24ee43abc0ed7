import { createHash } from 'node:crypto';
import { canonicalTable, type FieldTable } from '@/server/broker/field-table';

/**
 * A binding's name among those between the same source and destination: the binding key, and a hash of the arguments
 * when there are any. Nothing in the key is left that means something in a path, and `~` alone stands for neither.
 */
export function propertiesKey(bindingKey: string, args: FieldTable): string {
  if (bindingKey === '' && args.size === 0) return '~';
  return args.size === 0 ? quote(bindingKey) : `${quote(bindingKey)}~${argumentsHash(args)}`;
}

/** As RabbitMQ quotes: a space becomes a plus sign. */
function quote(text: string): string {
  return encodeURIComponent(text)
    .replace(/[!'()*~]/g, (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`)
    .replaceAll('%20', '+');
}

function argumentsHash(args: FieldTable): string {
  return createHash('sha256').update(canonicalTable(args)).digest().subarray(0, 9).toString('base64url');
}

interface Keyed {
  readonly bindingKey: string;
  readonly arguments: FieldTable;
}

/**
 * The binding that a path's last segment names. Clients that undo one level of quoting too many are understood as well,
 * unless another binding has that name.
 */
export function findByPropertiesKey<T extends Keyed>(bindings: readonly T[], given: string): T | undefined {
  const exact = bindings.find((binding) => propertiesKey(binding.bindingKey, binding.arguments) === given);
  if (exact) return exact;
  const tilde = given.indexOf('~');
  const key = tilde === -1 ? given : given.slice(0, tilde);
  const hash = tilde === -1 ? '' : given.slice(tilde + 1);
  return bindings.find((binding) => {
    const args = binding.arguments;
    return binding.bindingKey === key && hash === (args.size === 0 ? '' : argumentsHash(args));
  });
}
