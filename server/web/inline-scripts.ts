import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const INLINE_SCRIPT = /<script(?![^>]*\ssrc=)[^>]*>([\s\S]*?)<\/script>/g;

/** The scripts inside the pages that Next has built, as sources of a content security policy: these and no others may run. */
export function inlineScriptSources(root: string): readonly string[] {
  const folder = join(root, '.next', 'server', 'app');
  if (!existsSync(folder)) return [];
  const sources = new Set<string>();
  for (const file of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
    if (!file.endsWith('.html')) continue;
    for (const [, script] of readFileSync(join(folder, file), 'utf8').matchAll(INLINE_SCRIPT)) {
      sources.add(
        `'sha256-${createHash('sha256')
          .update(script ?? '')
          .digest('base64')}'`,
      );
    }
  }
  return [...sources];
}
