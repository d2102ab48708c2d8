import { InputError, NotFoundError } from '@backstage/errors';
import {
  integrationProcessChangeReportPermission,
  integrationReviewHoldPermission,
} from '@tieline/plugin-integrations-common';
import {
  ListDueReviewsRequest,
  ProcessChange,
  ProcessChangeRequest,
} from '@tieline/plugin-integrations-common/governance';
import {
  decodeCursor,
  encodeCursor,
  RouteGuard,
} from '@tieline/plugin-integrations-node';
import { Request, Router } from 'express';
import { randomUUID } from 'node:crypto';
import { FindingPresenter } from '../findings/FindingPresenter';
import { addCalendarFeedRoutes } from './calendarFeedRoutes';
import { CalendarFeedOffice } from './CalendarFeedOffice';
import { CalendarPublisher } from './CalendarPublisher';
import { DueReviewReader } from './DueReviewReader';
import { ProcessStore } from './ProcessStore';

/** So many known names are in an error at most. */
const NAMED_PROCESSES = 20;

/** What the routes of the review calendar work with. */
export interface ReviewCalendarRouteOptions {
  guard: RouteGuard;
  reader: DueReviewReader;
  processes: ProcessStore;
  feeds: CalendarFeedOffice;
  publisher: CalendarPublisher;
  viewers: Pick<FindingPresenter, 'viewerOf'>;
  /** Told of a process that changed, once that is written. */
  onProcessChange: (process: string) => Promise<void>;
}

/** Which reviews are to come, what makes them come earlier, and calendars that tell of them. */
export function addReviewCalendarRoutes(
  router: Router,
  options: ReviewCalendarRouteOptions,
): void {
  const { guard, reader, processes, feeds } = options;

  router.get('/v1/review-calendar', async (request, response) => {
    const readable = await guard.readCondition(request);
    const { limit, cursor, ...filter } = request.query as unknown as Omit<
      ListDueReviewsRequest,
      'limit'
    > & { limit: number };
    const { offset } = decodeCursor<{ offset: number }>(cursor, {
      offset: 'number',
    }) ?? { offset: 0 };
    if (!Number.isInteger(offset) || offset < 0) {
      throw new InputError('The cursor is not one of ours; begin without one');
    }
    const page = await reader.list(
      filter,
      readable,
      {
        each: refs =>
          guard.allowsEach(request, integrationReviewHoldPermission, refs),
        portfolio: async () =>
          (await options.viewers.viewerOf(request)).mayHoldPortfolio,
      },
      { limit, offset, now: new Date() },
    );
    await feeds.renew(request);
    const next = offset + page.items.length;
    response.json({
      ...page,
      pageInfo: {
        nextCursor:
          next < page.totalItems ? encodeCursor({ offset: next }) : undefined,
      },
    });
  });

  const report = async (request: Request): Promise<ProcessChange> => {
    const { process, note }: ProcessChangeRequest = request.body;
    await guard.require(request, integrationProcessChangeReportPermission);
    const readable = await guard.readCondition(request);
    const integrations = await processes.listNaming(process, readable);
    if (integrations.length === 0) {
      throw await unknownProcess(process, () =>
        processes.listNames(readable, NAMED_PROCESSES),
      );
    }
    const change = {
      id: randomUUID(),
      process: process.trim(),
      note: note.trim(),
      at: new Date().toISOString(),
      by: await guard.actorOf(request),
    };
    await processes.addChange(change);
    await options.onProcessChange(change.process);
    return { ...change, integrations };
  };

  router.post('/v1/process-changes', async (request, response) => {
    const { process, note } = request.body as ProcessChangeRequest;
    if (process.trim() === '' || note.trim() === '') {
      throw new InputError(
        `${process.trim() === '' ? 'process' : 'note'} is empty: say what changed.`,
      );
    }
    const change = await guard.audited(
      request,
      {
        eventId: 'process-change-report',
        severityLevel: 'medium',
        meta: { process },
      },
      () => report(request),
    );
    response.status(201).json(change);
  });

  addCalendarFeedRoutes(router, { guard, feeds, publisher: options.publisher });
}

async function unknownProcess(
  process: string,
  listNames: () => Promise<string[]>,
): Promise<NotFoundError> {
  const names = await listNames();
  const known =
    names.length > 0
      ? `These are named: ${names.join(', ')}.`
      : 'None names any: add spec.operations.processes to one.';
  return new NotFoundError(
    `No integration that you may read names the business process ${process.trim()}. ${known}`,
  );
}
