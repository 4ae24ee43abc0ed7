import type { Metadata } from 'next';
import { StageLoader } from '@/components/layout/stage-loader';
import { pageRequest } from '@/lib/page-request';
import { vhostOf } from './first-queries';

export const metadata: Metadata = { title: 'Stage' };

/** Who comes from another page joins the room before there is anything to render; what was fetched ahead would be old. */
export default async function StagePage() {
  const request = pageRequest();
  return <StageLoader first={request?.isWhole ? await request.snapshot(vhostOf(request)) : null} />;
}
