import { queueListQuery } from '@/lib/api-client';

/** In the place of `@` stands the virtual host. */
const onEveryPage = ['/api/vhosts', '/api/whoami/permissions'];
const queues = `/api/queues/@?${queueListQuery}`;
const onPage: Readonly<Record<string, readonly string[]>> = {
  '/queues': [queues],
  '/messages': [queues],
  '/exchanges': ['/api/exchanges/@'],
  '/connections': ['/api/connections'],
  '/channels': ['/api/vhosts/@/channels'],
  '/consumers': ['/api/consumers/@'],
  '/policies': ['/api/policies/@'],
};

const script = `(function(){if(location.pathname==='/login')return;
var early=window.warrenEarly=new Map(),o={credentials:'same-origin',headers:{accept:'application/json'}};
function ask(path){var answer=fetch(path,o);answer.catch(function(){});early.set(path,answer);return answer}
ask('/session').then(function(r){return r.clone().json()}).then(function(user){if(!user)return;
var vhost=encodeURIComponent(new URLSearchParams(location.search).get('vhost')||'/');
${JSON.stringify(onEveryPage)}.concat(${JSON.stringify(onPage)}[location.pathname]||[]).forEach(function(path){ask(path.replace('@',vhost))})
}).catch(function(){})})()`;

/** Asks who is signed in, and for the list of the page, while the scripts that show them are still on their way. */
export function EarlyScript() {
  // biome-ignore lint/security/noDangerouslySetInnerHtml: a constant, and it must run before the scripts come.
  return <script dangerouslySetInnerHTML={{ __html: script }} />;
}
