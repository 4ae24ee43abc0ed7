import { z } from 'zod';
import { limitProblems, USER_LIMITS, VHOST_LIMITS } from '@/server/broker/limits';
import { validationFailed } from '@/server/broker/policy-reader';
import { isMonitor } from '@/server/management/auth';
import { given, parseBody } from '@/server/management/body-schema';
import { type Call, param, type Route, vhostOf } from '@/server/management/call';
import type { Fields } from '@/server/management/fields';
import { badRequest, notAuthorized } from '@/server/management/http-error';
import { listReply } from '@/server/management/list';
import { empty } from '@/server/management/reply';
import { visibleVHosts } from '@/server/management/visibility';
import { userOf } from './users';

const limitBody = z.object({ value: given({ type: 'integer', description: 'Below 0 for no limit' }) });

export const limitRoutes: readonly Route[] = [
  { path: 'vhost-limits', access: 'management', methods: { GET: (call) => listOfVHosts(call, visibleVHosts(call)) } },
  {
    path: 'vhost-limits/:vhost',
    access: 'visible-vhost',
    methods: { GET: (call) => listOfVHosts(call, [vhostOf(call)]) },
  },
  {
    path: 'vhost-limits/:vhost/:name',
    access: 'administrator',
    methods: { PUT: putVHostLimit, DELETE: deleteVHostLimit },
    bodies: { PUT: limitBody },
  },
  {
    path: 'user-limits',
    access: 'administrator',
    methods: { GET: (call) => listOfUsers(call, [...call.broker.access.users.values()]) },
  },
  { path: 'user-limits/:user', access: 'management', methods: { GET: showUserLimits } },
  {
    path: 'user-limits/:user/:name',
    access: 'administrator',
    methods: { PUT: putUserLimit, DELETE: deleteUserLimit },
    bodies: { PUT: limitBody },
  },
];

/** Whatever may have limits. */
interface Limited {
  readonly name: string;
  readonly limits: ReadonlyMap<string, number>;
}

const value = ({ limits }: Limited) => Object.fromEntries(limits);
const vhostLimitFields: Fields<Limited> = { vhost: ({ name }) => name, value };
const userLimitFields: Fields<Limited> = { user: ({ name }) => name, value };

const hasLimits = ({ limits }: Limited): boolean => limits.size > 0;

function listOfVHosts(call: Call, vhosts: readonly Limited[]) {
  return listReply(call, { things: vhosts.filter(hasLimits), fields: vhostLimitFields });
}

function listOfUsers(call: Call, users: readonly Limited[]) {
  return listReply(call, { things: users.filter(hasLimits), fields: userLimitFields });
}

/** Everybody may know one's own. */
function showUserLimits(call: Call) {
  if (!isMonitor(call.user) && call.user.name !== param(call, 'user')) {
    throw notAuthorized('User not authorised to access object');
  }
  return listOfUsers(call, [userOf(call)]);
}

function putVHostLimit(call: Call) {
  const { limits } = vhostOf(call);
  const problems = set(VHOST_LIMITS, limits, { call, what: 'limits' });
  if (problems.length > 0) throw validationFailed(problems);
  return empty(204);
}

function putUserLimit(call: Call) {
  const user = call.broker.access.users.get(param(call, 'user'));
  if (!user) throw badRequest(`no_such_user: ${param(call, 'user')}`);
  const problems = set(USER_LIMITS, user.limits, { call, what: 'user-limits' });
  if (problems.length > 0) throw badRequest(problems.join('\n'));
  return empty(204);
}

interface Wish {
  readonly call: Call;
  readonly what: 'limits' | 'user-limits';
}

/** Sets the limit of the path unless something is wrong with it. */
function set<Name extends string>(known: readonly Name[], limits: Map<Name, number>, { call, what }: Wish) {
  const { value: wanted } = parseBody(call, limitBody);
  const name = param(call, 'name');
  const problems = limitProblems(known, { [name]: wanted }, what);
  if (problems.length === 0) limits.set(name as Name, wanted as number);
  return problems;
}

/** A limit that is not set, or not known, is gone already. */
function deleteVHostLimit(call: Call) {
  const limits: Map<string, number> = vhostOf(call).limits;
  limits.delete(param(call, 'name'));
  return empty(204);
}

function deleteUserLimit(call: Call) {
  const limits: Map<string, number> = userOf(call).limits;
  limits.delete(param(call, 'name'));
  return empty(204);
}
