/** What "publish orders.created to shop" asks for. */
export interface PublishWish {
  readonly routingKey: string;
  /** A part of an exchange's name; empty for any. */
  readonly exchange: string;
}

const WISH = /^publish\s+(\S+)(?:\s+(?:to|in|into)(?:\s+(.*))?)?$/i;

/** Null unless the text is such a sentence, as far as it has been typed. */
export function readPublishWish(text: string): PublishWish | null {
  const match = WISH.exec(text.trim());
  if (match === null) return null;
  return { routingKey: match[1] as string, exchange: (match[2] ?? '').trim() };
}

export interface Publishable {
  readonly name: string;
  readonly internal: boolean;
}

/** Where it can be published: exchanges whose names begin with what was typed first, then those that contain it. */
export function exchangesFor<Exchange extends Publishable>(
  wish: PublishWish,
  exchanges: readonly Exchange[],
): readonly Exchange[] {
  const part = wish.exchange.toLowerCase();
  const placeOf = ({ name }: Exchange): number => {
    const label = name === '' ? '(default) amq.default' : name.toLowerCase();
    return label === part ? 0 : label.startsWith(part) ? 1 : label.includes(part) ? 2 : 3;
  };
  return exchanges
    .filter((exchange) => !exchange.internal && placeOf(exchange) < 3)
    .sort((a, b) => placeOf(a) - placeOf(b));
}
