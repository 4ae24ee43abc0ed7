import { glossary } from '@/components/ui/glossary';

/** What the properties of a message mean, in plain words. */
export const propertyWords = {
  'content type': glossary['content type'],
  priority: glossary.priority,
  'app id': 'The name of the program that published the message, if it says it.',
  'content encoding': 'How the payload is packed, such as gzip. The broker does not look at it.',
  'correlation id': 'A mark that says which request an answer belongs to.',
  expiration: 'After how many milliseconds the message expires if no consumer has taken it.',
  'message id': 'The name of one message, given by the program that published it.',
  'message type': 'What the message is about, in a word of the programs, such as order.created.',
  'reply to': 'The queue in which the publisher waits for an answer.',
  timestamp: 'When the message was published, as the publisher says.',
  'user id': 'Who published the message. The broker refuses any name but that of the user who is connected.',
  properties: 'What the publisher writes about a message, in names that AMQP knows, beside headers and payload.',
} as const;
