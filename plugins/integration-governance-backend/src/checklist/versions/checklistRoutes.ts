import { InputError } from '@backstage/errors';
import { integrationChecklistManagePermission } from '@tieline/plugin-integrations-common';
import {
  ChecklistDraftRequest,
  ChecklistVersion,
} from '@tieline/plugin-integrations-common/governance';
import {
  decodeCursor,
  encodeCursor,
  IntegrationQuery,
  RouteGuard,
} from '@tieline/plugin-integrations-node';
import { Request, Router } from 'express';
import { ActiveChecklist } from '../ActiveChecklist';
import { Checklist } from '../Checklist';
import { ChecklistEffectStore } from './ChecklistEffectStore';
import { ChecklistOffice } from './ChecklistOffice';
import { ChecklistPreviews } from './ChecklistPreviews';
import { StoredVersion } from './ChecklistVersion';
import { ChecklistVersionStore } from './ChecklistVersionStore';
import { differencesOf } from './differencesOf';

export interface ChecklistRouteOptions {
  store: ChecklistVersionStore;
  effects: ChecklistEffectStore;
  office: ChecklistOffice;
  previews: ChecklistPreviews;
  /** There is a draft to evaluate. */
  wake: () => void;
}

/** Versions of the checklist: drafted, compared, activated, put away. */
export function addChecklistRoutes(
  router: Router,
  options: ChecklistRouteOptions & {
    guard: RouteGuard;
    checklist: ActiveChecklist;
  },
): void {
  const { guard, checklist, store, effects, office, previews, wake } = options;

  const toWire = async (
    stored: StoredVersion,
    readable: IntegrationQuery,
    mayManage: boolean,
  ): Promise<ChecklistVersion> => {
    const { text: _text, digest: _digest, file, preview, ...rest } = stored;
    return {
      ...rest,
      questions: file.questions.length,
      checks: file.checks.length,
      mayManage,
      preview: preview && {
        ...preview,
        state: preview.state === 'waiting' ? 'running' : preview.state,
        ...(preview.state === 'done'
          ? await effects.summarise(rest.version, readable, {
              before: checklist.current.questionIds,
              after: file.questions.map(({ id }) => id),
            })
          : {}),
      },
    };
  };

  const show = async (request: Request, version: string) => {
    const readable = await guard.readCondition(request);
    const mayManage = await guard.allows(
      request,
      integrationChecklistManagePermission,
    );
    return toWire(await store.get(version), readable, mayManage);
  };

  /** Does something to a version that whoever asks may manage. */
  const change = async (
    request: Request,
    eventId: string,
    work: (version: string, by: string) => Promise<void>,
  ): Promise<ChecklistVersion> => {
    const version = String(request.params.version);
    await guard.audited(
      request,
      { eventId, severityLevel: 'high', meta: { version } },
      async () => {
        await guard.require(request, integrationChecklistManagePermission);
        await store.get(version);
        await work(version, await guard.actorOf(request));
      },
    );
    return show(request, version);
  };

  router.get('/v1/checklists', async (request, response) => {
    const readable = await guard.readCondition(request);
    const mayManage = await guard.allows(
      request,
      integrationChecklistManagePermission,
    );
    const versions = await store.list();
    response.json({
      items: await Promise.all(
        versions.map(stored => toWire(stored, readable, mayManage)),
      ),
    });
  });

  router.post('/v1/checklists', async (request, response) => {
    const wanted: ChecklistDraftRequest = request.body;
    const version = await guard.audited(
      request,
      {
        eventId: 'checklist-draft',
        severityLevel: wanted.activate ? 'high' : 'medium',
        meta: { activate: String(wanted.activate ?? false) },
      },
      async () => {
        await guard.require(request, integrationChecklistManagePermission);
        return office.draft(wanted, await guard.actorOf(request));
      },
    );
    wake();
    response.status(201).json(await show(request, version));
  });

  router.get('/v1/checklists/:version', async (request, response) => {
    const version = String(request.params.version);
    const shown = await show(request, version);
    const { text, file } = await store.get(version);
    const { current } = checklist;
    response.json({
      ...shown,
      text,
      checklist: new Checklist(file).toWire(),
      comparedWith: current.version,
      differences: differencesOf(current.toFile(), file),
    });
  });

  router.get('/v1/checklists/:version/effects', async (request, response) => {
    const readable = await guard.readCondition(request);
    const version = String(request.params.version);
    await store.get(version);
    const { owner, limit, cursor } = request.query as unknown as {
      owner?: string[];
      limit: number;
      cursor?: string;
    };
    const { offset } = decodeCursor<{ offset: number }>(cursor, {
      offset: 'number',
    }) ?? { offset: 0 };
    if (!Number.isInteger(offset) || offset < 0) {
      throw new InputError('The cursor is not one of ours; begin without one');
    }
    const { effects: items, total } = await effects.list(version, readable, {
      ownerRefs: owner?.map(ref => ref.toLocaleLowerCase('en-US')),
      limit,
      offset,
    });
    const next = offset + items.length;
    response.json({
      items,
      totalItems: total,
      pageInfo: {
        nextCursor: next < total ? encodeCursor({ offset: next }) : undefined,
      },
    });
  });

  router.post('/v1/checklists/:version/preview', async (request, response) => {
    const shown = await change(request, 'checklist-preview', version =>
      previews.ask(version),
    );
    wake();
    response.status(202).json(shown);
  });

  router.post(
    '/v1/checklists/:version/activation',
    async (request, response) => {
      const shown = await change(request, 'checklist-activate', (version, by) =>
        office.activate(version, by),
      );
      // Other drafts are compared with this one now.
      wake();
      response.json(shown);
    },
  );

  router.post('/v1/checklists/:version/discard', async (request, response) => {
    response.json(
      await change(request, 'checklist-discard', (version, by) =>
        office.discard(version, by),
      ),
    );
  });
}
