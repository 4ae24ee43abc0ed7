import { BrokerError } from '@/server/broker/errors';
import type { AmqpChannel } from '../amqp-channel';
import type { Method } from '../method-codec';
import type { MethodArgs, MethodName } from '../spec';
import { basicHandlers } from './basic';
import { channelHandlers } from './channel';
import { confirmHandlers } from './confirm';
import { exchangeHandlers } from './exchange';
import { queueHandlers } from './queue';
import { txHandlers } from './tx';

/** What a channel does when a client sends a method. */
export type Handlers = { readonly [M in MethodName]?: (channel: AmqpChannel, args: MethodArgs<M>) => void };

const handlers: Handlers = {
  ...channelHandlers,
  ...exchangeHandlers,
  ...queueHandlers,
  ...basicHandlers,
  ...confirmHandlers,
  ...txHandlers,
};

export function handle(channel: AmqpChannel, method: Method): void {
  const handler = handlers[method.name] as ((channel: AmqpChannel, args: Method['args']) => void) | undefined;
  if (!handler) throw new BrokerError('command-invalid', 'unimplemented method');
  handler(channel, method.args);
}
