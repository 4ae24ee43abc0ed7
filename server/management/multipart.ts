import type { Call } from './call';
import { badRequest } from './http-error';

const LINE_END = Buffer.from('\r\n');
const HEADER_END = Buffer.from('\r\n\r\n');

/** The content of the part with this name in a form (RFC 7578); undefined when the body is no form. */
export function readFormPart({ request }: Call, name: string): Buffer | undefined {
  const type = request.headers['content-type'] ?? '';
  if (!/^multipart\/form-data\b/i.test(type)) return undefined;
  const boundary = /;\s*boundary=(?:"([^"]{1,200})"|([^\s;]{1,200}))/i.exec(type);
  const text = boundary?.[1] ?? boundary?.[2];
  if (text === undefined) throw badRequest('the form has no boundary');
  const part = partsOf(Buffer.from(request.body), Buffer.from(`--${text}`)).find((each) => each.name === name);
  if (!part) throw badRequest(`the form has no part '${name}'`);
  return part.content;
}

interface Part {
  readonly name: string | undefined;
  readonly content: Buffer;
}

function partsOf(body: Buffer, delimiter: Buffer): Part[] {
  const parts: Part[] = [];
  let start = body.indexOf(delimiter);
  while (start !== -1) {
    const from = start + delimiter.length;
    const next = body.indexOf(Buffer.concat([LINE_END, delimiter]), from);
    if (next === -1) break;
    const headersEnd = body.indexOf(HEADER_END, from);
    if (headersEnd !== -1 && headersEnd < next) {
      const headers = body.toString('utf8', from, headersEnd);
      const name = /^content-disposition:[^\r\n]*;\s*name="?([^";\r\n]*)"?/im.exec(headers)?.[1];
      parts.push({ name, content: body.subarray(headersEnd + HEADER_END.length, next) });
    }
    start = next + LINE_END.length;
  }
  return parts;
}
