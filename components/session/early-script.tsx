import { queueListQuery } from '@/lib/api-client';
import { SIGNED_IN_COOKIE } from '@/lib/early-requests';

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

/** Who has no session yet is brought to sign in. Who seems to have one (a cookie says so) waits for nothing. */
const script = `if(location.pathname!=='/login'){
const early=window.warrenEarly=new Map(),o={credentials:'same-origin',headers:{accept:'application/json'}};
const ask=path=>{const answer=fetch(path,o);answer.catch(()=>{});early.set(path,answer);return answer};
const vhost=encodeURIComponent(new URLSearchParams(location.search).get('vhost')||'/');
const paths=${JSON.stringify(onEveryPage)}.concat(${JSON.stringify(onPage)}[location.pathname]||[]).map(path=>path.replace('@',vhost));
const session=ask('/session');
if(${SIGNED_IN_COOKIE}.test(document.cookie))paths.forEach(ask);
else session.then(answer=>answer.clone().json()).then(user=>{
if(user)paths.forEach(ask);
else if(user===null)location.replace('/login'+(location.pathname+location.search==='/'?'':'?next='+encodeURIComponent(location.pathname+location.search)))
}).catch(()=>{})}`;

/**
 * Asks who is signed in, and for the list of the page, while the scripts that show them are still on their way. A module
 * that is `async` waits for no style sheet either.
 */
export function EarlyScript() {
  return (
    // biome-ignore lint/security/noDangerouslySetInnerHtml: a constant, and it must run before the scripts come.
    <script type="module" async dangerouslySetInnerHTML={{ __html: script }} />
  );
}
