'use client';

import { useQuery } from '@tanstack/react-query';
import { Download } from 'lucide-react';
import { NeedsTag } from '@/components/layout/needs-tag';
import { ScrollPage } from '@/components/layout/scroll-page';
import { useSession } from '@/components/session/use-session';
import { vhostsQuery } from '@/components/session/vhost-queries';
import { buttonClassName } from '@/components/ui/button-class';
import { Field } from '@/components/ui/field';
import { Section } from '@/components/ui/section';
import { Select } from '@/components/ui/select';
import { definitionsUrl } from '@/lib/admin-client';
import { textParam } from '@/lib/url-params';
import { useUrlParam } from '@/lib/url-state';
import { ImportDefinitions } from './import-definitions';

const whole = '(the whole broker)';

export function DefinitionsView() {
  const { data: user } = useSession();
  return user?.tags.includes('administrator') ? <Definitions /> : <NeedsTag tag="administrator" what="Definitions" />;
}

function Definitions() {
  const { data: vhosts = [] } = useQuery(vhostsQuery);
  const [of, setOf] = useUrlParam('of', textParam);
  const names = vhosts.map(({ name }) => name);
  const options = [{ value: whole, label: 'The whole broker' }, ...names.map((value) => ({ value, label: value }))];
  return (
    <ScrollPage
      title="Definitions"
      explained="definitions"
      intro={
        <p>
          Everything but the messages: virtual hosts, users, permissions, exchanges, queues, bindings and policies, as
          one JSON document that RabbitMQ reads as well.
        </p>
      }
    >
      <Field label="Definitions of" className="max-w-sm">
        <Select value={of ?? whole} onValueChange={(next) => setOf(next === whole ? null : next)} options={options} />
      </Field>
      <Section title="Export">
        <p className="mb-3 max-w-prose text-sm">
          {of === null
            ? 'With the users and the hashes of their passwords: keep the file as you keep passwords.'
            : 'Of one virtual host: exchanges, queues, bindings, policies and parameters, without users.'}
        </p>
        <a href={definitionsUrl(of)} download className={buttonClassName('secondary')}>
          <Download aria-hidden />
          Download
        </a>
      </Section>
      <ImportDefinitions key={of ?? whole} vhost={of} />
    </ScrollPage>
  );
}
