import { pageOf } from '#runtime/paging.ts';
import type { ListPage } from '#shared/contract/page.ts';
import type { TenantActor } from '#shared/contract/permission.ts';
import type { Template } from '#shared/templates/contract.ts';
import { templatesOfClient } from './template.store.ts';

type Query = { limit: number; cursor?: string | undefined };

/** Those of the caller's business, newest first. */
export const listTemplates = ({ clientId }: TenantActor, { limit, cursor }: Query): Promise<ListPage<Template>> =>
  pageOf(`templates.list:${clientId}`, cursor, (from) => templatesOfClient(clientId, { limit, cursor: from }));
