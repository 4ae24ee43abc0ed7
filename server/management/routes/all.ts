import type { Route } from '@/server/management/call';
import { bindingRoutes } from './bindings';
import { channelRoutes } from './channels';
import { connectionRoutes } from './connections';
import { exchangeRoutes } from './exchanges';
import { messageRoutes } from './messages';
import { nodeRoutes } from './nodes';
import { overviewRoutes } from './overview';
import { queueRoutes } from './queues';
import { userRoutes } from './users';
import { vhostRoutes } from './vhosts';

export const allRoutes: readonly Route[] = [
  ...overviewRoutes,
  ...nodeRoutes,
  ...vhostRoutes,
  ...userRoutes,
  ...exchangeRoutes,
  ...queueRoutes,
  ...messageRoutes,
  ...bindingRoutes,
  ...connectionRoutes,
  ...channelRoutes,
];
