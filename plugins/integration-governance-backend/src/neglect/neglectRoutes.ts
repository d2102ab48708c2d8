import { ConflictError, InputError } from '@backstage/errors';
import { integrationDocumentManagePermission } from '@tieline/plugin-integrations-common';
import { SuspectedDuplicate } from '@tieline/plugin-integrations-common/governance';
import { RouteGuard } from '@tieline/plugin-integrations-node';
import { Request, Router } from 'express';
import { NeglectedIntegrations } from './NeglectedIntegrations';
import { SuspectedDuplicates } from './SuspectedDuplicates';
import { WorthlessChecks } from './WorthlessChecks';

/** What nobody looks after: checks that tell nothing, integrations without anybody, the same thing twice. */
export function addNeglectRoutes(
  router: Router,
  options: {
    guard: RouteGuard;
    worthless: WorthlessChecks;
    neglected: NeglectedIntegrations;
    duplicates: SuspectedDuplicates;
  },
): void {
  const { guard, worthless, neglected, duplicates } = options;

  router.get('/v1/worthless-checks', async (request, response) => {
    const readable = await guard.readCondition(request);
    response.json(await worthless.list(readable, new Date()));
  });

  router.get('/v1/neglected-integrations', async (request, response) => {
    const readable = await guard.readCondition(request);
    const { owner } = request.query as { owner?: string[] };
    response.json(await neglected.list(owner, readable, new Date()));
  });

  router.get('/v1/suspected-duplicates', async (request, response) => {
    const readable = await guard.readCondition(request);
    const { owner, dismissed } = request.query as unknown as {
      owner?: string[];
      dismissed: boolean;
    };
    response.json(
      await duplicates.list(
        {
          ownerRefs: owner?.map(ref => ref.toLocaleLowerCase('en-US')),
          dismissed,
        },
        readable,
        await guard.allows(request, integrationDocumentManagePermission),
      ),
    );
  });

  const changeDismissal = async (
    request: Request,
    eventId: string,
    work: (duplicate: SuspectedDuplicate) => Promise<void>,
  ): Promise<SuspectedDuplicate> => {
    const id = String(request.params.id);
    const readable = await guard.readCondition(request);
    await guard.audited(
      request,
      { eventId, severityLevel: 'low', meta: { duplicates: id } },
      async () => {
        await guard.require(request, integrationDocumentManagePermission);
        await work(await duplicates.find(id, readable, true));
      },
    );
    return duplicates.find(id, readable, true);
  };

  router.put(
    '/v1/suspected-duplicates/:id/dismissal',
    async (request, response) => {
      const reason = String(request.body.reason).trim();
      const by = await guard.actorOf(request);
      response.json(
        await changeDismissal(
          request,
          'duplicates-dismiss',
          async duplicate => {
            if (!reason) {
              throw new InputError(
                'reason is empty: say why these are no duplicates.',
              );
            }
            await duplicates.dismiss(duplicate, by, reason, new Date());
          },
        ),
      );
    },
  );

  router.delete(
    '/v1/suspected-duplicates/:id/dismissal',
    async (request, response) => {
      response.json(
        await changeDismissal(
          request,
          'duplicates-restore',
          async ({ id, dismissal }) => {
            if (!dismissal) {
              throw new ConflictError(
                'There is nothing to take back: nobody said that these are no duplicates.',
              );
            }
            await duplicates.restore(id);
          },
        ),
      );
    },
  );
}
