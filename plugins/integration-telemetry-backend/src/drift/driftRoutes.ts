import {
  AuditorService,
  BackstageCredentials,
} from '@backstage/backend-plugin-api';
import { InputError, NotAllowedError } from '@backstage/errors';
import { BasicPermission } from '@backstage/plugin-permission-common';
import {
  integrationDriftDismissPermission,
  integrationDriftReadPermission,
} from '@tieline/plugin-integrations-common';
import {
  IntegrationProjection,
  IntegrationReadAccess,
} from '@tieline/plugin-integrations-node';
import { Request, Router } from 'express';
import { integrationRefOf } from '../attribution/AttributionIndex';
import { DriftQuery, ReadableIntegrations } from './DriftItemStore';
import { DriftReader } from './DriftReader';

const DAY_MS = 86_400_000;

/** How long a dismissal holds where nobody says how long. */
const DISMISSED_DAYS = 90;

/** The routes below `/v1/drift`. */
export function addDriftRoutes(
  router: Router,
  options: {
    drift: DriftReader;
    projection: IntegrationProjection;
    access: IntegrationReadAccess;
    auditor: AuditorService;
    require: (
      request: Request,
      permission: BasicPermission,
    ) => Promise<BackstageCredentials>;
    now: () => number;
  },
): void {
  const { projection, access, auditor, require, now } = options;
  const { drift: reader } = options;

  /** The integrations that may be read; undefined where none may. */
  async function readableTo(
    credentials: BackstageCredentials,
  ): Promise<ReadableIntegrations | undefined> {
    try {
      const narrow = await access.conditionFor(credentials);
      return () => {
        const query = projection.query();
        narrow(query);
        return query;
      };
    } catch (error) {
      if (error instanceof NotAllowedError) {
        return undefined;
      }
      throw error;
    }
  }

  const read = async (request: Request) =>
    readableTo(await require(request, integrationDriftReadPermission));

  router.get('/v1/drift', async (request, response) => {
    const readable = await read(request);
    const { limit, cursor, ...filter } = request.query as DriftQuery & {
      limit?: number;
      cursor?: string;
    };
    response.json(
      await reader.list(
        filter,
        { limit: Number(limit ?? 100), cursor },
        readable,
        now(),
      ),
    );
  });

  router.get('/v1/drift/:id', async (request, response) => {
    const readable = await read(request);
    response.json(await reader.read(request.params.id, readable, now()));
  });

  router.get('/v1/drift/:id/attachment', async (request, response) => {
    const readable = await read(request);
    const named = String(request.query.integration);
    const ref = integrationRefOf(named);
    if (!ref) {
      throw new InputError(`${named} is no reference to an Integration`);
    }
    response.json(await reader.attach(request.params.id, ref, readable, now()));
  });

  router.put('/v1/drift/:id/dismissal', async (request, response) => {
    const { id } = request.params;
    const { reason, expiresInDays = DISMISSED_DAYS } = request.body as {
      reason: string;
      expiresInDays?: number;
    };
    const event = await auditor.createEvent({
      eventId: 'drift-dismiss',
      request: request as never,
      meta: { id, reason, expiresInDays },
    });
    try {
      const credentials =
        await require(request, integrationDriftDismissPermission);
      if (!reason.trim()) {
        throw new InputError('A dismissal needs a reason');
      }
      const nowMs = now();
      const item = await reader.dismiss(
        id,
        {
          reason: reason.trim(),
          by: nameOf(credentials),
          expiresMs: nowMs + expiresInDays * DAY_MS,
        },
        await readableTo(credentials),
        nowMs,
      );
      await event.success({ meta: { headline: item.headline } });
      response.json(item);
    } catch (error) {
      await event.fail({ error });
      throw error;
    }
  });

  router.delete('/v1/drift/:id/dismissal', async (request, response) => {
    const { id } = request.params;
    const event = await auditor.createEvent({
      eventId: 'drift-undo-dismissal',
      request: request as never,
      meta: { id },
    });
    try {
      const credentials =
        await require(request, integrationDriftDismissPermission);
      const item = await reader.undo(
        id,
        nameOf(credentials),
        await readableTo(credentials),
        now(),
      );
      await event.success({ meta: { headline: item.headline } });
      response.json(item);
    } catch (error) {
      await event.fail({ error });
      throw error;
    }
  });
}

/** A person's reference, else the name of the service that asks. */
function nameOf(credentials: BackstageCredentials): string {
  const principal = credentials.principal as {
    userEntityRef?: string;
    subject?: string;
  };
  return principal.userEntityRef ?? principal.subject ?? 'unknown';
}
