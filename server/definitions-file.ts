import { readFileSync } from 'node:fs';

/** The parsed file of definitions to import at the start; null when none was asked for. Throws an Error of one line. */
export function readDefinitionsFile(path: string): unknown {
  if (path === '') return null;
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (failure) {
    const reason = (failure as NodeJS.ErrnoException).code ?? (failure as Error).message;
    throw new Error(`the definitions ${path} cannot be read (${reason})`);
  }
  try {
    return JSON.parse(text);
  } catch (failure) {
    throw new Error(`the definitions ${path} are no JSON: ${(failure as Error).message}`);
  }
}
