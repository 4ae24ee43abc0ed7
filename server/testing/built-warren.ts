import { join } from 'node:path';
import { build } from '@/server/build/build';
import { isBuilt, serverPart } from '@/server/build/build-parts';
import { projectRoot } from '@/server/project-root';

/** The main script of the built server: what people run, and quicker to start than its sources. */
export const BUILT_WARREN = join(projectRoot(), serverPart.proof);

/** Builds the server unless it is built from the sources of now. */
export default async function buildWarren(): Promise<void> {
  const root = projectRoot();
  if (!isBuilt(root, serverPart)) await build(root, [serverPart]);
}
