import type { PeekedMessage } from '@/lib/contents-api';
import type { PayloadEncoding } from '@/lib/management-api';

/** The JSON text with line breaks, or null when it is not an object or a list. */
export function prettyJson(text: string): string | null {
  if (!/^\s*[[{]/.test(text)) return null;
  try {
    return JSON.stringify(JSON.parse(text), null, 2);
  } catch {
    return null;
  }
}

export function decodedBytes(payload: string, encoding: PayloadEncoding): Uint8Array {
  if (encoding === 'string') return new TextEncoder().encode(payload);
  try {
    return Uint8Array.from(atob(payload), (char) => char.charCodeAt(0));
  } catch {
    return new Uint8Array();
  }
}

/** Whether only the beginning of the payload is here. */
export function isCut({
  payload,
  payload_encoding: encoding,
  payload_bytes: bytes,
}: Pick<PeekedMessage, 'payload' | 'payload_encoding' | 'payload_bytes'>): boolean {
  return decodedBytes(payload, encoding).length < bytes;
}

const dumpLimitBytes = 4096;
const bytesPerLine = 8;

export function hexDump(bytes: Uint8Array): string {
  const lines: string[] = [];
  for (let offset = 0; offset < Math.min(bytes.length, dumpLimitBytes); offset += bytesPerLine) {
    const row = bytes.subarray(offset, offset + bytesPerLine);
    const hex = Array.from(row, (byte) => byte.toString(16).padStart(2, '0')).join(' ');
    const text = Array.from(row, (byte) => (byte >= 0x20 && byte < 0x7f ? String.fromCharCode(byte) : '.')).join('');
    lines.push(`${offset.toString(16).padStart(4, '0')}  ${hex.padEnd(bytesPerLine * 3 - 1)}  ${text}`);
  }
  if (bytes.length > dumpLimitBytes) lines.push('…');
  return lines.join('\n');
}
