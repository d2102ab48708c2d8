import { parseEntityRef, stringifyEntityRef } from '@backstage/catalog-model';
import { InputError } from '@backstage/errors';
import { integrationChangeReportPermission } from '@tieline/plugin-integrations-common';
import { Change } from '@tieline/plugin-integrations-common/telemetry';
import { RouteGuard } from '@tieline/plugin-integrations-node';
import { Router } from 'express';
import { instantMs, rangeOf } from '../requestValues';
import { ChangeStore } from './ChangeStore';

/** Versions and deployments: told by pipelines, shown beside what they changed. */
export function addChangeRoutes(
  router: Router,
  options: { guard: RouteGuard; changes: ChangeStore; now: () => number },
): void {
  const { guard, changes, now } = options;

  router.get('/v1/changes', async (request, response) => {
    await guard.readCondition(request);
    const refs = (request.query.subject as string[]).map(ref =>
      fullRef(ref, 'subject'),
    );
    const items = await changes.list(refs, rangeOf(request.query, now()));
    response.json({ items });
  });

  router.post('/v1/changes', async (request, response) => {
    const told = (request.body as { changes: Change[] }).changes;
    await guard.audited(
      request,
      { eventId: 'changes-report', meta: { changes: told.length } },
      async () => {
        await guard.require(request, integrationChangeReportPermission);
        await changes.put(
          told.map((change, at) => {
            instantMs(change.at, `changes[${at}].at`);
            const subjects = change.subjects.map((ref, place) =>
              fullRef(ref, `changes[${at}].subjects[${place}]`),
            );
            return { ...change, subjects };
          }),
        );
      },
    );
    response.json({ accepted: told.length });
  });
}

/** @throws InputError that names the field */
export function fullRef(text: string, field: string): string {
  try {
    return stringifyEntityRef(
      parseEntityRef(text, { defaultNamespace: 'default' }),
    ).toLocaleLowerCase('en-US');
  } catch {
    throw new InputError(
      `${field} has to be an entity reference such as component:default/shop, not ${text}`,
    );
  }
}
