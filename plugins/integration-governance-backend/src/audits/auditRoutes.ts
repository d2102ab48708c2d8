import { UserInfoService } from '@backstage/backend-plugin-api';
import { InputError, NotFoundError } from '@backstage/errors';
import { integrationAuditDecidePermission } from '@tieline/plugin-integrations-common';
import {
  Audit,
  ListAuditsRequest,
} from '@tieline/plugin-integrations-common/governance';
import {
  decodeCursor,
  encodeCursor,
  IntegrationProjection,
  IntegrationQuery,
  RouteGuard,
} from '@tieline/plugin-integrations-node';
import { Request, Router } from 'express';
import { ActiveChecklist } from '../checklist/ActiveChecklist';
import { readFacets } from '../http/readFacets';
import { Auditor, AuditOffice } from './AuditOffice';
import { AuditStore } from './AuditStore';
import { quarterOf, StoredAudit } from './StoredAudit';

/** Passes that were drawn for somebody to look at: listed, confirmed, overturned. */
export function addAuditRoutes(
  router: Router,
  options: {
    guard: RouteGuard;
    userInfo: UserInfoService;
    projection: IntegrationProjection;
    checklist: ActiveChecklist;
    store: AuditStore;
    office: AuditOffice;
  },
): void {
  const { guard, userInfo, projection, checklist, store, office } = options;

  const auditorOf = async (request: Request): Promise<Auditor> => {
    const credentials = await guard.credentialsOf(request);
    const { type } = credentials.principal as { type: string };
    const info =
      type === 'user' ? await userInfo.getUserInfo(credentials) : undefined;
    return {
      entityRef: await guard.actorOf(request),
      ownershipRefs: info?.ownershipEntityRefs,
      isAllowed: await guard.allows(request, integrationAuditDecidePermission),
    };
  };

  /** As whoever asks may see them; those of integrations that they may not read are left out. */
  const toWire = async (
    auditor: Auditor,
    audits: readonly StoredAudit[],
    readable: IntegrationQuery,
  ): Promise<Audit[]> => {
    const facets = await readFacets(
      projection,
      audits.map(({ entityRef }) => entityRef),
      readable,
    );
    const items = new Map(checklist.current.items.map(one => [one.id, one]));
    const shown: Audit[] = [];
    for (const { entityRef, ...audit } of audits) {
      const integration = facets.get(entityRef);
      if (integration) {
        const item = items.get(audit.checkId);
        const isOpen = audit.state === 'open';
        const mayNotBecause = isOpen
          ? await office.whyNot(auditor, integration.ownerRef)
          : undefined;
        shown.push({
          ...audit,
          integration,
          questionId: item?.question ?? '',
          title: item?.title ?? audit.checkId,
          tests: item?.tests ?? '',
          mayDecide: isOpen && mayNotBecause === undefined,
          mayNotBecause,
        });
      }
    }
    return shown;
  };

  router.get('/v1/audits', async (request, response) => {
    const readable = await guard.readCondition(request);
    const { state, owner, limit, cursor, ...query } =
      request.query as unknown as Omit<ListAuditsRequest, 'limit'> & {
        limit: number;
      };
    const { offset } = decodeCursor<{ offset: number }>(cursor, {
      offset: 'number',
    }) ?? { offset: 0 };
    if (!Number.isInteger(offset) || offset < 0) {
      throw new InputError('The cursor is not one of ours; begin without one');
    }
    const samples = await store.samples();
    const quarter = query.quarter ?? quarterOf(new Date());
    const { audits, total } = await store.list(
      {
        quarter,
        states: state,
        ownerRefs: owner?.map(ref => ref.toLocaleLowerCase('en-US')),
      },
      readable,
      { limit, offset },
    );
    const next = offset + audits.length;
    response.json({
      items: await toWire(await auditorOf(request), audits, readable),
      totalItems: total,
      quarter,
      quarters: samples.map(sample => sample.quarter),
      passes: samples.find(sample => sample.quarter === quarter)?.passes ?? 0,
      counts: await store.countByState(quarter, readable),
      pageInfo: {
        nextCursor: next < total ? encodeCursor({ offset: next }) : undefined,
      },
    });
  });

  router.post('/v1/audits/:id/decision', async (request, response) => {
    const id = String(request.params.id);
    const readable = await guard.readCondition(request);
    const auditor = await auditorOf(request);
    const show = async () => {
      const audit = await office.find(id);
      const [wire] = await toWire(auditor, [audit], readable);
      if (!wire) {
        throw new NotFoundError(`There is no audit ${id} that you may read.`);
      }
      return { audit, wire };
    };
    const { audit, wire } = await show();
    await guard.audited(
      request,
      { eventId: 'audit-decide', severityLevel: 'medium', meta: { audit: id } },
      () =>
        office.decide(audit, wire.integration.ownerRef, request.body, auditor),
    );
    response.json((await show()).wire);
  });
}
