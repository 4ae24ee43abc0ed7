import { BrokerError } from '@/server/broker/errors';
import { assertShort, type Body, requireKeys, stringOf } from '@/server/management/body';
import { badRequest, HttpError } from '@/server/management/http-error';

/** One entry of a list of definitions. What is wrong with it is told with its place and its name. */
export class Entry {
  readonly #place: string;
  readonly #body: Body;
  /** The vhost for which alone the definitions are meant; entries then need not name one. */
  readonly #scope: string | null;

  constructor(place: string, value: unknown, scope: string | null) {
    this.#place = place;
    this.#scope = scope;
    if (typeof value !== 'object' || value === null || Array.isArray(value)) throw badRequest(`${place} is no object`);
    this.#body = value as Body;
  }

  /** Reads the entry; refusals come out with its place and name. */
  read<T>(keys: readonly string[], reader: (body: Body) => T): T {
    return this.check(() => {
      requireKeys(this.#body, keys);
      return reader(this.#body);
    });
  }

  name(key = 'name'): string {
    return this.read([key], (body) => {
      const name = stringOf(body, key, '');
      assertShort(key, name);
      return name;
    });
  }

  get vhost(): string {
    return this.#scope ?? this.name('vhost');
  }

  /** Runs something that may be refused because of what the entry says. */
  check<T>(run: () => T): T {
    try {
      return run();
    } catch (failure) {
      // Only patterns throw this here, and their own words do not say that they are about one.
      if (failure instanceof SyntaxError) throw this.refusal(`Invalid regular expression: ${failure.message}`);
      const isRefusal = failure instanceof HttpError || failure instanceof BrokerError;
      throw isRefusal ? this.refusal(failure.message) : failure;
    }
  }

  refusal(reason: string): HttpError {
    const names = [this.#body['name'] ?? this.#body['user'], this.#body['vhost'] ?? this.#scope];
    const [name, vhost] = names.map((text) => (typeof text === 'string' ? `'${text.slice(0, 255)}'` : null));
    return badRequest(`${this.#place}${name ? ` ${name}` : ''}${vhost ? ` in vhost ${vhost}` : ''}: ${reason}`);
  }
}
