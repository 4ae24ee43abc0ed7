import type { Binding as BindingJson } from '@/lib/management-api';
import type { Binding } from '@/server/broker/binding';
import { EMPTY_TABLE, type FieldTable } from '@/server/broker/field-table';
import type { Queue } from '@/server/broker/queue';
import type { VHost } from '@/server/broker/vhost';
import type { FieldsOf } from '@/server/management/fields';
import { tableToJson } from '@/server/management/json-fields';
import { propertiesKey } from '@/server/management/properties-key';

/** A binding as the API knows it: one that was made, or the one that every queue has to the default exchange. */
export interface ShownBinding {
  readonly vhost: string;
  readonly source: string;
  readonly destination: string;
  readonly destinationType: 'queue' | 'exchange';
  readonly bindingKey: string;
  readonly arguments: FieldTable;
}

export function shownBinding(binding: Binding): ShownBinding {
  const { source, destination, bindingKey } = binding;
  return {
    vhost: source.vhost,
    source: source.name,
    destination: destination.name,
    destinationType: destination.kind,
    bindingKey,
    arguments: binding.arguments,
  };
}

export function defaultBinding(queue: Queue): ShownBinding {
  const { vhost, name } = queue;
  return { vhost, source: '', destination: name, destinationType: 'queue', bindingKey: name, arguments: EMPTY_TABLE };
}

/** Those of the default exchange come first (RabbitMQ). */
export function bindingsOf(vhost: VHost): ShownBinding[] {
  return [...[...vhost.queues.values()].map(defaultBinding), ...[...vhost.bindings.values()].map(shownBinding)];
}

export const bindingFields: FieldsOf<ShownBinding, BindingJson> = {
  source: (binding) => binding.source,
  vhost: (binding) => binding.vhost,
  destination: (binding) => binding.destination,
  destination_type: (binding) => binding.destinationType,
  routing_key: (binding) => binding.bindingKey,
  arguments: (binding) => tableToJson(binding.arguments),
  properties_key: (binding) => propertiesKey(binding.bindingKey, binding.arguments),
};
