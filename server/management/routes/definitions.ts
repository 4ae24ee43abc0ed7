import { type Call, flag, param, type Route } from '@/server/management/call';
import { type Definitions, definitionsOfBroker, definitionsOfVHost } from '@/server/management/definitions/export';
import { importDefinitions, previewImport, tally } from '@/server/management/definitions/import';
import { badRequest, HttpError } from '@/server/management/http-error';
import { LongBody } from '@/server/management/long-body';
import { readFormPart } from '@/server/management/multipart';
import { forEachPaced } from '@/server/management/paced';
import { empty, json, jsonText } from '@/server/management/reply';

export const definitionRoutes: readonly Route[] = [
  { path: 'definitions', access: 'administrator', methods: { GET: exportAll, POST: importAll } },
  { path: 'all-configuration', access: 'administrator', methods: { GET: exportAll, POST: importAll } },
  { path: 'definitions/:vhost', access: 'administrator', methods: { GET: exportVHost, POST: importIntoVHost } },
];

function exportAll(call: Call) {
  return reply(call, definitionsOfBroker(call.broker, call.options));
}

function exportVHost(call: Call) {
  return reply(call, definitionsOfVHost(call.broker, vhostOf(call), call.options));
}

/** To GET, RabbitMQ says 400 here where it says 404 elsewhere. */
function vhostOf(call: Call) {
  const vhost = call.broker.vhosts.get(param(call, 'vhost'));
  if (vhost) return vhost;
  throw call.request.method === 'POST'
    ? new HttpError(404, 'not_found', 'vhost_not_found')
    : badRequest('vhost_not_found');
}

/** Line by line, so that people can compare two exports; and in slices, so that messages go on. */
async function reply(call: Call, { head, lists }: Definitions) {
  const body = new LongBody();
  body.add(JSON.stringify(head).slice(0, -1));
  for (const [key, things] of lists) {
    let before = `,\n"${key}":[\n`;
    await forEachPaced(things, (make) => {
      body.add(before + JSON.stringify(make()));
      before = ',\n';
    });
    body.add(things.length === 0 ? `,\n"${key}":[]` : '\n]');
  }
  body.add('}');
  const answer = jsonText(200, body.end());
  const download = call.query.get('download');
  if (download === null) return answer;
  // A name that could end the header's line, or the quotes around it, is no file name.
  const name = download.replace(/[^\w.@ -]/g, '_');
  return { ...answer, headers: { ...answer.headers, 'content-disposition': `attachment; filename="${name}"` } };
}

function importAll(call: Call) {
  return runImport(call, null);
}

function importIntoVHost(call: Call) {
  return runImport(call, vhostOf(call).name);
}

/** `dry_run=true` is Warren's own: it answers what the import would do. */
async function runImport(call: Call, vhost: string | null) {
  const document = documentOf(call);
  if (!flag(call, 'dry_run')) {
    await importDefinitions(call.broker, document, vhost);
    return empty(204);
  }
  const plan = await previewImport(call.broker, document, vhost);
  const items = plan.map(({ item, verdict, reason }) => {
    return { kind: item.kind, vhost: item.vhost, name: item.name, verdict, ...(reason !== undefined && { reason }) };
  });
  return json(200, { ...tally(plan), items });
}

const utf8 = new TextDecoder('utf-8', { fatal: true });

function documentOf(call: Call): unknown {
  try {
    const text = utf8.decode(readFormPart(call, 'file') ?? call.request.body).trim();
    return text === '' ? {} : JSON.parse(text);
  } catch (failure) {
    if (failure instanceof SyntaxError || failure instanceof TypeError) throw badRequest('failed_to_parse_json');
    throw failure;
  }
}
