import { InputError, NotAllowedError, NotFoundError } from '@backstage/errors';
import {
  integrationEvidenceAttestPermission,
  integrationEvidencePushPermission,
} from '@tieline/plugin-integrations-common';
import { ListEvidenceRequest } from '@tieline/plugin-integrations-common/governance';
import {
  decodeCursor,
  encodeCursor,
  IntegrationProjection,
  RouteGuard,
} from '@tieline/plugin-integrations-node';
import { Request, Router } from 'express';
import { EvidenceOffice, toEvidenceRecord } from './EvidenceOffice';
import { EvidencePieceStore, PiecePlace } from './EvidencePieceStore';

/** What pipelines and people tell: taken, and shown. */
export function addEvidenceRoutes(
  router: Router,
  options: {
    guard: RouteGuard;
    projection: IntegrationProjection;
    pieces: EvidencePieceStore;
    office: EvidenceOffice;
  },
): void {
  const { guard, projection, pieces, office } = options;

  /** @throws NotFoundError also where whoever asks may not read it */
  const requireReadable = async (request: Request, entityRef: string) => {
    const readable = await guard.readCondition(request);
    const exists = entityRef.startsWith('integration:')
      ? await projection.getIntegration(entityRef, readable)
      : (await projection.resolveRefs([entityRef])).has(entityRef);
    if (!exists) {
      throw new NotFoundError(`There is no ${entityRef} that you may read.`);
    }
  };

  router.get('/v1/evidence/:namespace/:name', async (request, response) => {
    const entityRef = entityRefOf(request);
    await requireReadable(request, entityRef);
    const { type, current, limit, cursor } = request.query as unknown as Omit<
      ListEvidenceRequest,
      'limit'
    > & { limit: number };
    const after = decodeCursor<PiecePlace>(cursor, {
      at: 'string',
      id: 'string',
    });
    if (after && Number.isNaN(Date.parse(after.at))) {
      throw new InputError('The cursor is not one of ours; begin without one');
    }
    const { pieces: found, total } = await pieces.list(
      { entityRef, types: type, current },
      { limit, after },
    );
    const last = found.at(-1);
    response.json({
      items: found.map(toEvidenceRecord),
      totalItems: total,
      pageInfo: {
        nextCursor:
          last && found.length === limit
            ? encodeCursor({ at: last.at, id: last.id })
            : undefined,
      },
    });
  });

  router.post('/v1/evidence/:namespace/:name', async (request, response) => {
    const entityRef = entityRefOf(request);
    const receipt = await guard.audited(
      request,
      { eventId: 'evidence-push', meta: { entityRef } },
      async () => {
        await guard.require(request, integrationEvidencePushPermission);
        return office.push(
          entityRef,
          request.body,
          await guard.actorOf(request),
        );
      },
    );
    response.json(receipt);
  });

  const attestations = '/v1/attestations/:namespace/:name/:checkId';

  /** Changes an attestation in a person's name. */
  const attesting = async <Result>(
    request: Request,
    eventId: string,
    work: (entityRef: string, by: string) => Promise<Result>,
  ) => {
    const entityRef = entityRefOf(request);
    const { checkId } = request.params;
    await requireReadable(request, entityRef);
    return guard.audited(
      request,
      {
        eventId,
        severityLevel: 'medium',
        meta: { entityRef, checkId: String(checkId) },
      },
      async () => {
        await guard.requireOn(
          request,
          integrationEvidenceAttestPermission,
          entityRef,
        );
        const by = await guard.actorOf(request);
        if (!by.startsWith('user:')) {
          throw new NotAllowedError(
            'An attestation is signed by a person; a pipeline pushes evidence.',
          );
        }
        return work(entityRef, by);
      },
    );
  };

  router.put(attestations, async (request, response) => {
    const record = await attesting(request, 'attest', (entityRef, by) =>
      office.attest(
        entityRef,
        String(request.params.checkId),
        request.body,
        by,
      ),
    );
    response.json(record);
  });

  router.delete(attestations, async (request, response) => {
    await attesting(request, 'attestation-withdraw', entityRef =>
      office.withdrawAttestation(entityRef, String(request.params.checkId)),
    );
    response.status(204).end();
  });
}

function entityRefOf({ params, query }: Request): string {
  const kind = query.kind ?? 'integration';
  const { namespace, name } = params;
  return `${kind}:${namespace}/${name}`.toLocaleLowerCase('en-US');
}
