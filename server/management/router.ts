import type { Method, Route } from './call';
import { badRequest } from './http-error';

interface Compiled {
  readonly route: Route;
  readonly segments: readonly string[];
}

export interface Match {
  readonly route: Route;
  readonly params: Readonly<Record<string, string>>;
}

/** Finds routes by path. The first that fits wins. */
export class Router {
  /** By the first segment, which is never variable. */
  readonly #routes = new Map<string, Compiled[]>();

  constructor(routes: readonly Route[]) {
    for (const route of routes) {
      const segments = route.path.split('/');
      const first = segments[0] as string;
      const group = this.#routes.get(first);
      if (group) group.push({ route, segments });
      else this.#routes.set(first, [{ route, segments }]);
    }
  }

  /** `path` is percent-encoded and starts with `/api/`. Throws 400 when it is not well encoded. */
  match(path: string): Match | undefined {
    const segments = path.replace(/^\/api(?:\/|$)/, '').split('/');
    // A slash at the end changes nothing; empty segments elsewhere do: the default exchange may be named so.
    if (segments[0] !== '' && segments.at(-1) === '') segments.pop();
    for (const { route, segments: pattern } of this.#routes.get(segments[0] as string) ?? []) {
      const params = fit(pattern, segments);
      if (params) return { route, params };
    }
    return undefined;
  }
}

function fit(pattern: readonly string[], segments: readonly string[]): Record<string, string> | undefined {
  if (pattern.length !== segments.length) return undefined;
  const raw: [name: string, segment: string][] = [];
  for (const [i, part] of pattern.entries()) {
    const segment = segments[i] as string;
    if (part.startsWith(':')) raw.push([part.slice(1), segment]);
    else if (part !== segment) return undefined;
  }
  return Object.fromEntries(raw.map(([name, segment]) => [name, decode(segment)]));
}

function decode(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    throw badRequest('the path is not percent-encoded UTF-8');
  }
}

const ORDER: readonly Method[] = ['GET', 'PUT', 'DELETE', 'POST'];

/** The value of the Allow header, in RabbitMQ's order. */
export function allowedMethods({ methods }: Route): string {
  const names: string[] = ORDER.filter((method) => methods[method]);
  if (methods.GET) names.unshift('HEAD');
  return [...names, 'OPTIONS'].join(', ');
}
