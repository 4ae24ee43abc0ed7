import { PAUSED_SHOVEL, SHOVEL } from '@/server/broker/parameters';
import { type Call, found, param, type Route, vhostOf } from '@/server/management/call';
import { listReply } from '@/server/management/list';
import { deleteParameter, findParameter, type Place } from '@/server/management/parameters';
import { empty } from '@/server/management/reply';
import { showReply } from '@/server/management/show';
import { shovelFields } from '@/server/management/views/shovel-view';
import { listedVHosts } from '@/server/management/visibility';

/** Shovels at work. They are made and changed as parameters. */
export const shovelRoutes: readonly Route[] = [
  { path: 'shovels', access: 'monitoring', methods: { GET: list } },
  { path: 'shovels/:vhost', access: 'monitoring', methods: { GET: list } },
  { path: 'shovels/:vhost/:name', access: 'monitoring', methods: { GET: show } },
  {
    path: 'shovels/vhost/:vhost/:name',
    access: 'monitoring',
    writeAccess: 'policymaker',
    methods: { GET: show, DELETE: remove },
  },
  { path: 'shovels/vhost/:vhost/:name/restart', access: 'policymaker', methods: { DELETE: restart } },
  // LavinMQ's paths.
  { path: 'shovels/:vhost/:name/pause', access: 'policymaker', methods: { PUT: pause } },
  { path: 'shovels/:vhost/:name/resume', access: 'policymaker', methods: { PUT: resume } },
];

function list(call: Call) {
  const vhosts = new Set(listedVHosts(call).map(({ name }) => name));
  const things = (call.options.shovels?.all() ?? []).filter(({ vhost }) => vhosts.has(vhost));
  return listReply(call, { things, fields: shovelFields });
}

function placeOf(call: Call): Place {
  const place = { component: SHOVEL, vhost: vhostOf(call), name: param(call, 'name') };
  found(findParameter(call.broker, place));
  return place;
}

function show(call: Call) {
  const { vhost, name } = placeOf(call);
  return showReply(call, found(call.options.shovels?.get(vhost.name, name)), shovelFields);
}

function remove(call: Call) {
  deleteParameter(placeOf(call), call);
  return empty(204);
}

function restart(call: Call) {
  const { vhost, name } = placeOf(call);
  call.options.shovels?.restart(vhost.name, name);
  return empty(204);
}

/** It outlives a restart of the broker, but is no part of the definitions: it is a state and not a setting. */
function pause(call: Call) {
  const { vhost, name } = placeOf(call);
  call.broker.parameters.put({ component: PAUSED_SHOVEL, vhost: vhost.name, name, value: true });
  return empty(204);
}

function resume(call: Call) {
  const { vhost, name } = placeOf(call);
  call.broker.parameters.delete(PAUSED_SHOVEL, vhost.name, name);
  return empty(204);
}
