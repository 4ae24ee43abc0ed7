import { type Event, isClose } from './conversation';
import { showProperties } from './values';

/** Names that brokers make up are the same in every transcript. */
function plain(text: string): string {
  return text
    .replace(/amq\.gen-[\w-]+/g, 'amq.gen-*')
    .replace(/amq\.ctag-[\w-]+/g, 'amq.ctag-*')
    .replace(/(amq\.rabbitmq\.reply-to)\.[\w.+/=-]+/g, '$1.*');
}

/** An event as a line of a transcript. */
export function showEvent(event: Event): string {
  const { name, args, properties, body } = event;
  if (isClose(event)) {
    const { replyCode, replyText, classId, methodId } = args;
    return plain(`${name} ${replyCode} ${replyText} [${classId}, ${methodId}]`);
  }
  const shown = Object.entries(args)
    .filter(([, value]) => value !== false && value !== '')
    .map(([key, value]) => (value === true ? key : `${key}=${value}`));
  const content = name === 'basic.deliver' || name === 'basic.return' || name === 'basic.get-ok';
  const tail = content ? `${showProperties(properties)} ${JSON.stringify(body.slice(0, 80))}` : '';
  return plain([name, ...shown].join(' ') + tail);
}
