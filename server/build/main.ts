import { projectRoot } from '@/server/project-root';
import { build } from './build';
import { dashboardPart, serverPart } from './build-parts';

/** `npm run build`: builds everything anew. */
await build(projectRoot(), [serverPart, dashboardPart]);
