import type { Route } from '@/server/management/call';
import { bindingRoutes } from './bindings';
import { channelRoutes } from './channels';
import { connectionRoutes } from './connections';
import { contentsRoutes } from './contents';
import { definitionRoutes } from './definitions';
import { descriptionRoutes } from './description';
import { diagnosisRoutes } from './diagnosis';
import { exchangeRoutes } from './exchanges';
import { explainRoutes } from './explain';
import { featureRoutes } from './features';
import { healthRoutes } from './health';
import { limitRoutes } from './limits';
import { logRoutes } from './logs';
import { lookRoutes } from './looks';
import { messageRoutes } from './messages';
import { nodeRoutes } from './nodes';
import { overviewRoutes } from './overview';
import { parameterRoutes } from './parameters';
import { permissionRoutes } from './permissions';
import { policyRoutes } from './policies';
import { queueRoutes } from './queues';
import { quorumRoutes } from './quorum';
import { shovelRoutes } from './shovels';
import { undoRoutes } from './undo';
import { upkeepRoutes } from './upkeep';
import { userRoutes } from './users';
import { vhostRoutes } from './vhosts';

export const allRoutes: readonly Route[] = [
  ...overviewRoutes,
  ...nodeRoutes,
  ...healthRoutes,
  ...diagnosisRoutes,
  ...logRoutes,
  ...vhostRoutes,
  ...userRoutes,
  ...permissionRoutes,
  ...limitRoutes,
  ...policyRoutes,
  ...parameterRoutes,
  ...shovelRoutes,
  ...featureRoutes,
  ...upkeepRoutes,
  ...exchangeRoutes,
  ...queueRoutes,
  ...quorumRoutes,
  ...messageRoutes,
  ...lookRoutes,
  ...contentsRoutes,
  ...undoRoutes,
  ...explainRoutes,
  ...bindingRoutes,
  ...connectionRoutes,
  ...channelRoutes,
  ...definitionRoutes,
  ...descriptionRoutes(() => allRoutes),
];
