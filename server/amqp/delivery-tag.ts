import { BrokerError } from '@/server/broker/errors';

/** A client settled what it does not hold (RabbitMQ's text). */
export function unknownDeliveryTag(deliveryTag: number): BrokerError {
  return new BrokerError('precondition-failed', `unknown delivery tag ${deliveryTag}`);
}
