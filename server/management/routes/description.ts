import type { Call, Route } from '@/server/management/call';
import { describeRoutes } from '@/server/management/openapi/document';
import { PAGE_POLICY, renderPage } from '@/server/management/openapi/page';
import { html, json } from '@/server/management/reply';

/** The API's description of itself, for programs and for people. It tells nothing about this broker but its version. */
export function descriptionRoutes(all: () => readonly Route[]): readonly Route[] {
  const documentOf = ({ options }: Call) => describeRoutes(all(), options.version);
  return [
    { path: '', access: 'open', methods: { GET: (call) => html(renderPage(documentOf(call)), PAGE_POLICY) } },
    { path: 'openapi.json', access: 'open', methods: { GET: (call) => json(200, documentOf(call)) } },
  ];
}
