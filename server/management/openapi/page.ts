import { createHash } from 'node:crypto';
import type { OpenApi, Operation } from './document';

const STYLE = `
:root { color-scheme: light dark; --line: light-dark(#d8dbe2, #343842); --soft: light-dark(#f4f5f8, #1c1f26); }
body { font: 15px/1.5 system-ui, sans-serif; max-width: 72rem; margin: 2rem auto; padding: 0 1rem;
  background: light-dark(#fff, #14161b); color: light-dark(#1b1e25, #e6e8ee); }
code, pre { font: 13px/1.5 ui-monospace, monospace; }
details { border: 1px solid var(--line); border-radius: 6px; margin: .4rem 0; }
details > :not(summary) { margin: .6rem 1rem; }
summary { padding: .45rem .8rem; cursor: pointer; display: flex; flex-wrap: wrap; gap: .2rem 1rem; }
summary b { width: 4rem; } summary span { margin-left: auto; opacity: .75; }
pre { background: var(--soft); padding: .8rem; overflow: auto; border-radius: 6px; }
nav a { margin-right: .8rem; } table { border-collapse: collapse; } td { padding: .1rem 1rem .1rem 0; vertical-align: top; }
`;

/** Nothing may run on the page, and no style but its own counts. */
export const PAGE_POLICY = [
  "default-src 'none'",
  `style-src 'sha256-${createHash('sha256').update(STYLE).digest('base64')}'`,
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

interface Entry {
  readonly path: string;
  readonly method: string;
  readonly operation: Operation;
}

/** The description as a page that people can read, without a script. */
export function renderPage({ info, paths }: OpenApi): string {
  const entries = Object.entries(paths).flatMap(([path, operations]) =>
    Object.entries(operations).map(([method, operation]): Entry => ({ path, method: method.toUpperCase(), operation })),
  );
  const tags = [...new Set(entries.map(({ operation }) => operation.tags[0] as string))].sort();
  const sections = tags.map((tag) =>
    renderSection(
      tag,
      entries.filter(({ operation }) => operation.tags[0] === tag),
    ),
  );
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>${escapeHtml(info.title)}</title><style>${STYLE}</style></head>
<body><h1>${escapeHtml(info.title)} ${escapeHtml(info.version)}</h1>
<p>${escapeHtml(info.description)} For programs: <a href="/api/openapi.json">openapi.json</a>.</p>
<nav>${tags.map((tag) => `<a href="#${escapeHtml(tag)}">${escapeHtml(tag)}</a>`).join(' ')}</nav>
${sections.join('\n')}
</body></html>
`;
}

function renderSection(tag: string, entries: readonly Entry[]): string {
  return `<section id="${escapeHtml(tag)}"><h2>${escapeHtml(tag)}</h2>${entries.map(renderEntry).join('\n')}</section>`;
}

function renderEntry({ path, method, operation }: Entry): string {
  const { summary, parameters, requestBody, responses } = operation;
  const query = parameters.filter((parameter) => parameter['in'] === 'query');
  return `<details><summary><b>${method}</b> <code>${escapeHtml(path)}</code> <span>${escapeHtml(summary)}</span></summary>
<p>For: ${escapeHtml(operation['x-access'])}.</p>
${table(
  'Query',
  query.map(({ name, description }) => [String(name), String(description)]),
)}
${requestBody ? `<p>Body:</p><pre>${escapeHtml(JSON.stringify(bodySchema(requestBody), null, 2))}</pre>` : ''}
${table(
  'Answers',
  Object.entries(responses).map(([status, { description }]) => [status, String(description)]),
)}</details>`;
}

function bodySchema(requestBody: Readonly<Record<string, unknown>>): unknown {
  return (requestBody['content'] as Readonly<Record<string, { readonly schema: unknown }>>)['application/json']?.schema;
}

function table(title: string, rows: readonly (readonly [name: string, text: string])[]): string {
  if (rows.length === 0) return '';
  const cells = rows.map(
    ([name, text]) => `<tr><td><code>${escapeHtml(name)}</code></td><td>${escapeHtml(text)}</td></tr>`,
  );
  return `<p>${title}:</p><table>${cells.join('')}</table>`;
}

function escapeHtml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}
