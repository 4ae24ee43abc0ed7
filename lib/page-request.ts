import type { Snapshot } from './live-events';
import type { SessionUser } from './management-api';

/** What the server knows of a request for a page while it renders that page. */
export interface PageRequest {
  /** Path and query, as the browser asks for them. */
  readonly url: string;
  /** Of the page, as the browser sees it. */
  readonly origin: string;
  /** Whether the browser says that it runs on a phone. */
  readonly isPhone: boolean;
  /** Null when nobody is signed in. */
  readonly user: SessionUser | null;
  /** Paths of answers that were too long to become part of the page: the browser has to ask for them. */
  readonly leftOut: readonly string[];
  /** Whether a page is loaded anew, and not a part of one that is there already. */
  readonly isWhole: boolean;
  /** Answers a GET of our own origin in the person's name, without a way through the network. */
  get(path: string): Promise<Response>;
  /** What the stage of a virtual host shows first; null when the person may not see it, or when it is too much for a page. */
  snapshot(vhost: string): Promise<Snapshot | null>;
}

/** Next gives every bundle its own copy of a module, but there is one global object. */
interface Meeting {
  warrenPageRequests?: { getStore(): PageRequest | undefined };
}

/** Called by the server once: where the request at hand is found. */
export function providePageRequests(requests: { getStore(): PageRequest | undefined }): void {
  (globalThis as Meeting).warrenPageRequests = requests;
}

/** The request for the page that is being rendered; undefined in a browser and while pages are built. */
export function pageRequest(): PageRequest | undefined {
  return (globalThis as Meeting).warrenPageRequests?.getStore();
}
