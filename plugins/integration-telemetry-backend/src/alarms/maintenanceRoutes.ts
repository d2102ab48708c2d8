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
    kind: window.kind,
    label: window.label,
    href: window.href,
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
    const {
      subject,
      from,
      to,
      reason,
      kind = 'maintenance',
      label,
      href,
    } = request.body as {
      subject: string;
      from: string;
      to: string;
      reason: string;
      kind?: MaintenanceWindow['kind'];
      label?: string;
      href?: string;
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
      requirePossibleKind({ kind, label, href, subjectRef });
      return maintenance.add({
        subjectRef,
        fromMs,
        toMs,
        reason,
        createdBy: await guard.actorOf(request),
        ...{ kind, label, href },
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

function requirePossibleKind({
  kind,
  label,
  href,
  subjectRef,
}: Pick<MaintenanceWindow, 'kind' | 'label' | 'href' | 'subjectRef'>): void {
  if (kind !== 'drill') {
    if (label !== undefined || href !== undefined) {
      throw new InputError('label and href are for windows of kind drill');
    }
    return;
  }
  if (label === undefined) {
    throw new InputError('label is missing: say what the drill rehearses');
  }
  if (!subjectRef.startsWith('integration:')) {
    throw new InputError('subject of a drill has to be an integration');
  }
}
