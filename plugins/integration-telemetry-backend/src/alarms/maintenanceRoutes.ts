import { InputError, NotFoundError } from '@backstage/errors';
import { integrationAlarmRespondPermission } from '@tieline/plugin-integrations-common';
import { RouteGuard } from '@tieline/plugin-integrations-node';
import { Router } from 'express';
import { fullRef } from '../changes/changeRoutes';
import { instantMs } from '../requestValues';
import { MaintenanceStore, MaintenanceWindow } from './MaintenanceStore';

const LONGEST_MS = 30 * 86_400_000;

const iso = (ms: number) => new Date(ms).toISOString();

function toWire(window: MaintenanceWindow) {
  return {
    id: window.id,
    subject: window.subjectRef,
    from: iso(window.fromMs),
    to: iso(window.toMs),
    reason: window.reason,
    createdBy: window.createdBy,
  };
}

/** Times in which nobody is told. */
export function addMaintenanceRoutes(
  router: Router,
  options: {
    guard: RouteGuard;
    maintenance: MaintenanceStore;
    now: () => number;
  },
): void {
  const { guard, maintenance, now } = options;

  router.get('/v1/maintenance', async (request, response) => {
    await guard.readCondition(request);
    const windows = await maintenance.listAfter(now());
    response.json({ items: windows.map(toWire) });
  });

  router.post('/v1/maintenance', async (request, response) => {
    const { subject, from, to, reason } = request.body as {
      subject: string;
      from: string;
      to: string;
      reason: string;
    };
    const subjectRef = fullRef(subject, 'subject');
    const event = { eventId: 'maintenance-add', meta: { subject: subjectRef } };
    const added = await guard.audited(request, event, async () => {
      await guard.require(request, integrationAlarmRespondPermission);
      const fromMs = instantMs(from, 'from')!;
      const toMs = instantMs(to, 'to')!;
      if (toMs <= fromMs || toMs <= now()) {
        throw new InputError('to has to be after from, and not over yet');
      }
      if (toMs - fromMs > LONGEST_MS) {
        throw new InputError('A maintenance window lasts 30 days at most');
      }
      return maintenance.add({
        subjectRef,
        fromMs,
        toMs,
        reason,
        createdBy: await guard.actorOf(request),
      });
    });
    response.status(201).json(toWire(added));
  });

  router.delete('/v1/maintenance/:id', async (request, response) => {
    const { id } = request.params;
    const event = { eventId: 'maintenance-delete', meta: { id } };
    await guard.audited(request, event, async () => {
      await guard.require(request, integrationAlarmRespondPermission);
      if (!(await maintenance.delete(id))) {
        throw new NotFoundError(`There is no maintenance window ${id}`);
      }
    });
    response.status(204).end();
  });
}
