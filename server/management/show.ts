import type { Call } from './call';
import { presentColumns, readColumns } from './columns';
import type { Fields } from './fields';
import { viewOf } from './list';
import { json } from './reply';
import type { ManagementResponse } from './request';

/** One thing, or some of its columns. */
export function showReply<Thing>(call: Call, thing: Thing, fields: Fields<Thing>): ManagementResponse {
  return json(200, presentColumns(viewOf(call, fields), thing, readColumns(call.query)));
}
