import { BrokerError } from '../errors';
import type { ExchangeType } from './exchange-type';

function isRoutedByAnother(): never {
  throw new Error('a delayed message exchange routes by the type that its argument names');
}

/** RabbitMQ's delayed message exchange: keeps a message as long as its header x-delay says, then routes by another type. */
export const delayedMessage: ExchangeType = {
  name: 'x-delayed-message',
  description: 'Keeps each message for the time in its header x-delay, then routes it as x-delayed-type says',
  createRouter: isRoutedByAnother,
  describe: isRoutedByAnother,
};

export function unknownDelayedType(): BrokerError {
  return new BrokerError('precondition-failed', "Invalid argument, 'x-delayed-type' must be an existing exchange type");
}
