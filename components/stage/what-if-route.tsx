'use client';

import { useQuery } from '@tanstack/react-query';
import { useDeferredValue, useEffect, useMemo } from 'react';
import { explainQuery, routeOf } from './explain-query';
import { useStageUi, type WhatIf } from './stage-ui';

const NOTHING: WhatIf = { exchange: '', routingKey: '', headers: {} };

/** Lights the way of the message that somebody thinks of. It stands apart, so that a letter of a key renders this alone. */
export function WhatIfRoute({ vhost }: { readonly vhost: string }) {
  const whatIf = useDeferredValue(useStageUi((state) => state.whatIf));
  const light = useStageUi((state) => state.light);
  const { data } = useQuery({ ...explainQuery(vhost, whatIf ?? NOTHING), enabled: whatIf !== null });
  const route = useMemo(() => (whatIf === null || data === undefined ? null : routeOf(data)), [whatIf, data]);
  useEffect(() => light(route), [route, light]);
  return null;
}
