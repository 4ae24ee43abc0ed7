import type { Metadata } from 'next';
import { StageLoader } from '@/components/layout/stage-loader';
import { pageRequest } from '@/lib/page-request';

export const metadata: Metadata = { title: 'Stage' };

interface StagePageProps {
  readonly searchParams: Promise<Readonly<Record<string, string | string[] | undefined>>>;
}

/** Who comes from another page joins the room before there is anything to render; what was fetched ahead would be old. */
export default async function StagePage({ searchParams }: StagePageProps) {
  const { vhost } = await searchParams;
  const request = pageRequest();
  const first = request?.isWhole ? await request.snapshot(typeof vhost === 'string' ? vhost : '/') : null;
  return <StageLoader first={first ?? null} />;
}
