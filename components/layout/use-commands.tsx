'use client';

import { useQuery } from '@tanstack/react-query';
import { ArrowRight, BookOpen, Boxes, Cable, Plus, Send, SunMoon, Terminal } from 'lucide-react';
import { useRouter } from 'next/navigation';
import { useMemo } from 'react';
import { connectionTitle } from '@/components/connections/connection-columns';
import { connectionsQuery } from '@/components/connections/connection-queries';
import { ExchangeIcon } from '@/components/exchanges/exchange-icon';
import { exchangesQuery } from '@/components/exchanges/exchange-queries';
import { QueueIcon } from '@/components/queues/queue-icon';
import { queuesQuery } from '@/components/queues/queue-queries';
import { useRights } from '@/components/session/use-rights';
import { vhostsQuery } from '@/components/session/vhost-queries';
import { exchangeLabel } from '@/lib/amqp-names';
import { type Command, type CommandGroup, findCommands } from './find-commands';
import { exchangesFor, readPublishWish } from './publish-commands';
import { useShortcutGroups } from './shortcuts';
import { themeOptions } from './theme-switch';
import { useTheme } from './use-theme';
import { useSwitchVHost } from './use-vhost';

/** A page without scripts, which the API itself serves. */
const API_PAGE = '/api/';
const MOST_EXCHANGES = 8;

/** What the palette finds in a vhost for a text. */
export function useCommandGroups(vhost: string, text: string): readonly CommandGroup[] {
  const commands = useCommands(vhost);
  const publish = usePublishCommands(vhost, text);
  return useMemo(
    () => [...(publish.length === 0 ? [] : [{ value: 'Publish', items: publish }]), ...findCommands(commands, text)],
    [commands, publish, text],
  );
}

function useCommands(vhost: string): readonly Command[] {
  const pages = usePageCommands();
  const acts = useActCommands(vhost);
  const objects = useObjectCommands(vhost);
  return useMemo(() => [...acts, ...pages, ...objects], [acts, pages, objects]);
}

function usePageCommands(): readonly Command[] {
  const shortcuts = useShortcutGroups();
  const [, setTheme] = useTheme();
  return [
    ...(shortcuts.get('Go to') ?? []).flatMap(({ keys, label, run }): Command[] =>
      run ? [{ id: `go ${label}`, group: 'Go to', label, keys, icon: <ArrowRight aria-hidden />, run }] : [],
    ),
    {
      id: 'go api',
      group: 'Go to',
      label: 'Management API, described',
      words: 'openapi rest http reference docs documentation',
      icon: <BookOpen aria-hidden />,
      run: () => window.open(API_PAGE, '_blank', 'noreferrer'),
    },
    ...(shortcuts.get('Everywhere') ?? []).flatMap(({ keys, label, run }): Command[] =>
      run && keys !== 'mod+k'
        ? [{ id: `run ${label}`, group: 'Settings', label, keys, icon: <Terminal aria-hidden />, run }]
        : [],
    ),
    ...themeOptions.map(({ value, label }) => ({
      id: `theme ${value}`,
      group: 'Settings',
      label: `Theme: ${label}`,
      words: 'dark light colour appearance',
      icon: <SunMoon aria-hidden />,
      run: () => setTheme(value),
    })),
  ];
}

function useActCommands(vhost: string): readonly Command[] {
  const router = useRouter();
  const rights = useRights(vhost);
  return useMemo(() => {
    const acts = [
      { path: '/queues', label: 'Declare a queue', words: 'create new add', refusal: rights.configure() },
      { path: '/exchanges', label: 'Declare an exchange', words: 'create new add', refusal: rights.configure() },
      { path: '/policies', label: 'Make a policy', words: 'create new add', refusal: rights.makePolicies },
      { path: '/shovels', label: 'Make a shovel', words: 'create new add move', refusal: rights.makePolicies },
      { path: '/users', label: 'Make a user', words: 'create new add', refusal: rights.administer },
      { path: '/vhosts', label: 'Make a virtual host', words: 'create new add vhost', refusal: rights.administer },
    ];
    return acts
      .filter(({ refusal }) => refusal === null)
      .map(({ path, label, words }) => ({
        id: `do ${label}`,
        group: 'Do',
        label,
        words,
        icon: <Plus aria-hidden />,
        run: () => router.push(`${path}?${new URLSearchParams({ vhost, new: 'true' })}`),
      }));
  }, [router, rights, vhost]);
}

/** `publish orders.created to shop` opens the form of the exchange with that key. */
function usePublishCommands(vhost: string, text: string): readonly Command[] {
  const router = useRouter();
  const rights = useRights(vhost);
  const { data: exchanges = [] } = useQuery({ ...exchangesQuery(vhost), refetchInterval: false });
  return useMemo(() => {
    const wish = readPublishWish(text);
    if (wish === null) return [];
    return exchangesFor(wish, exchanges)
      .filter(({ name }) => rights.write(name === '' ? 'amq.default' : name) === null)
      .slice(0, MOST_EXCHANGES)
      .map(({ name, type }) => ({
        id: `publish ${name}`,
        group: 'Publish',
        label: `Publish ${wish.routingKey} to ${exchangeLabel(name)}`,
        hint: type,
        icon: <Send aria-hidden className="text-producer" />,
        run: () => {
          const address = { vhost, selected: name, tab: 'publish', key: wish.routingKey };
          router.push(`/exchanges?${new URLSearchParams(address)}`);
        },
      }));
  }, [text, exchanges, rights, router, vhost]);
}

function useObjectCommands(vhost: string): readonly Command[] {
  const router = useRouter();
  const switchVHost = useSwitchVHost();
  const { data: queues = [] } = useQuery({ ...queuesQuery(vhost), refetchInterval: false });
  const { data: exchanges = [] } = useQuery({ ...exchangesQuery(vhost), refetchInterval: false });
  const { data: connections = [] } = useQuery({ ...connectionsQuery, refetchInterval: false });
  const { data: vhosts = [] } = useQuery(vhostsQuery);
  return useMemo(() => {
    const open = (path: string, selected: string) => () =>
      router.push(`${path}?${new URLSearchParams({ vhost, selected })}`);
    return [
      ...queues.map(({ name }) => ({
        id: `queue ${name}`,
        group: 'Queues',
        label: name,
        words: 'queue',
        isName: true,
        icon: <QueueIcon className="text-queue" />,
        run: open('/queues', name),
      })),
      ...exchanges.map(({ name, type }) => ({
        id: `exchange ${name}`,
        group: 'Exchanges',
        label: exchangeLabel(name),
        words: 'exchange',
        hint: type,
        isName: true,
        icon: <ExchangeIcon type={name === '' ? 'default' : type} className="text-exchange" />,
        run: open('/exchanges', name),
      })),
      ...connections
        .filter((connection) => connection.vhost === vhost)
        .map((connection) => ({
          id: `connection ${connection.name}`,
          group: 'Connections',
          label: connectionTitle(connection),
          words: `connection ${connection.name}`,
          hint: connection.user,
          isName: true,
          icon: <Cable aria-hidden className="text-producer" />,
          run: open('/connections', connection.name),
        })),
      ...vhosts.map(({ name }) => ({
        id: `vhost ${name}`,
        group: 'Virtual hosts',
        label: name,
        words: 'virtual host vhost switch',
        isName: true,
        icon: <Boxes aria-hidden />,
        run: () => switchVHost(name),
      })),
    ];
  }, [queues, exchanges, connections, vhosts, vhost, router, switchVHost]);
}
