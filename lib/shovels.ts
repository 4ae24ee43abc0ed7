import { request } from './api-client';

/** A shovel at work, as `/api/shovels` shows it. */
export interface ShovelStatus {
  readonly name: string;
  readonly vhost: string;
  readonly state: 'starting' | 'running' | 'terminated' | 'paused';
  /** Why it does not run. */
  readonly reason?: string;
  /** Since when it is in its state, `2026-11-23 14:24:18` in UTC. */
  readonly timestamp: string;
  readonly src_uri?: string;
  readonly dest_uri?: string;
  readonly src_queue?: string;
  readonly src_exchange?: string;
  readonly dest_protocol?: 'amqp091' | 'http';
  readonly dest_queue?: string;
  readonly dest_exchange?: string;
  readonly forwarded?: number;
  readonly pending?: number;
  readonly remaining?: number | 'unlimited';
}

/** The settings of a shovel: the value of its parameter, with RabbitMQ's keys. */
export type ShovelValue = Readonly<Record<string, unknown>>;

export interface ShovelRef {
  readonly vhost: string;
  readonly name: string;
}

const segment = encodeURIComponent;
const parameterPath = ({ vhost, name }: ShovelRef): string =>
  `/api/parameters/shovel/${segment(vhost)}/${segment(name)}`;

export function listShovels(vhost: string, signal?: AbortSignal): Promise<readonly ShovelStatus[]> {
  return request(`/api/shovels/${segment(vhost)}`, { signal });
}

export async function getShovelValue(ref: ShovelRef, signal?: AbortSignal): Promise<ShovelValue> {
  const { value } = await request<{ readonly value: ShovelValue }>(parameterPath(ref), { signal });
  return value;
}

export function putShovel(ref: ShovelRef, value: ShovelValue): Promise<null> {
  return request(parameterPath(ref), { method: 'PUT', body: { value } });
}

export function deleteShovel(ref: ShovelRef): Promise<null> {
  return request(parameterPath(ref), { method: 'DELETE' });
}

export function restartShovel({ vhost, name }: ShovelRef): Promise<null> {
  return request(`/api/shovels/vhost/${segment(vhost)}/${segment(name)}/restart`, { method: 'DELETE' });
}

export function pauseShovel({ vhost, name }: ShovelRef, isPaused: boolean): Promise<null> {
  const what = isPaused ? 'pause' : 'resume';
  return request(`/api/shovels/${segment(vhost)}/${segment(name)}/${what}`, { method: 'PUT' });
}
