import { ConflictError, InputError } from '@backstage/errors';
import { integrationAssessmentRunPermission } from '@tieline/plugin-integrations-common';
import {
  AssessmentRequest,
  ListAssessmentRowsRequest,
} from '@tieline/plugin-integrations-common/governance';
import {
  decodeCursor,
  encodeCursor,
  RouteGuard,
} from '@tieline/plugin-integrations-node';
import { Request, Router } from 'express';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { StoredAssessment } from './Assessment';
import { AssessmentOffice } from './AssessmentOffice';
import { AssessmentReader } from './AssessmentReader';
import { exportCsv, exportFileName, exportJson } from './exportAssessment';
import { FrozenRowReader } from './FrozenRowReader';

/** Assessments of the whole portfolio: started, shown, compared, exported. */
export function addAssessmentRoutes(
  router: Router,
  options: {
    guard: RouteGuard;
    office: AssessmentOffice;
    reader: AssessmentReader;
    rows: FrozenRowReader;
  },
): void {
  const { guard, office, reader, rows } = options;

  const mayRun = (request: Request) =>
    guard.allows(request, integrationAssessmentRunPermission);

  router.get('/v1/assessments', async (request, response) => {
    const readable = await guard.readCondition(request);
    const page = readPage(request);
    const allowed = await mayRun(request);
    const { assessments, total } = await office.list(page);
    const items = [];
    for (const assessment of assessments) {
      items.push(await reader.summary(assessment, readable, allowed));
    }
    response.json({
      items,
      totalItems: total,
      mayRun: allowed,
      pageInfo: nextPage(page, items.length, total),
    });
  });

  router.post('/v1/assessments', async (request, response) => {
    const wanted: AssessmentRequest = request.body;
    const assessment = await guard.audited(
      request,
      { eventId: 'assessment-start', severityLevel: 'medium' },
      async () => {
        await guard.require(request, integrationAssessmentRunPermission);
        return office.start(wanted, await guard.actorOf(request));
      },
    );
    const readable = await guard.readCondition(request);
    response.status(202).json(await reader.summary(assessment, readable, true));
  });

  router.get('/v1/assessments/:id', async (request, response) => {
    const readable = await guard.readCondition(request);
    const { compareWith } = request.query as { compareWith?: string };
    const assessment = await office.find(request.params.id);
    response.json(
      await reader.detail(
        assessment,
        compareWith,
        readable,
        await mayRun(request),
      ),
    );
  });

  router.get('/v1/assessments/:id/rows', async (request, response) => {
    const readable = await guard.readCondition(request);
    const { compareWith, change, owner } =
      request.query as unknown as NonNullable<ListAssessmentRowsRequest>;
    const page = readPage(request);
    const assessment = await office.find(request.params.id);
    requireDone(assessment);
    const found = await reader.rows(
      assessment,
      compareWith,
      {
        changes: change,
        ownerRefs: owner?.map(ref => ref.toLocaleLowerCase('en-US')),
      },
      readable,
      page,
    );
    response.json({
      items: found.rows,
      totalItems: found.total,
      pageInfo: nextPage(page, found.rows.length, found.total),
    });
  });

  router.get('/v1/assessments/:id/export', async (request, response) => {
    const readable = await guard.readCondition(request);
    const { format } = request.query as { format: 'csv' | 'json' };
    const assessment = await office.find(request.params.id);
    requireDone(assessment);
    const batches = rows.batches(assessment, readable);
    const text =
      format === 'csv' ? exportCsv(batches) : exportJson(assessment, batches);
    response.set({
      'Content-Type': `${format === 'csv' ? 'text/csv' : 'application/json'}; charset=utf-8`,
      'Content-Disposition': `attachment; filename="${exportFileName(assessment, format)}"`,
      'Cache-Control': 'no-store',
    });
    await pipeline(Readable.from(text), response);
  });
}

function readPage(request: Request): { limit: number; offset: number } {
  const { limit, cursor } = request.query as unknown as {
    limit: number;
    cursor?: string;
  };
  const { offset } = decodeCursor<{ offset: number }>(cursor, {
    offset: 'number',
  }) ?? { offset: 0 };
  if (!Number.isInteger(offset) || offset < 0) {
    throw new InputError('The cursor is not one of ours; begin without one');
  }
  return { limit, offset };
}

function nextPage(
  page: { offset: number },
  shown: number,
  total: number,
): { nextCursor?: string } {
  const next = page.offset + shown;
  return {
    nextCursor:
      shown > 0 && next < total ? encodeCursor({ offset: next }) : undefined,
  };
}

/** @throws ConflictError where there is nothing to show yet, or never will be */
function requireDone({ state, title, done, total, because }: StoredAssessment) {
  if (state === 'running') {
    throw new ConflictError(
      `“${title}” is still running: ${done} of ${total} integrations. Ask again when it is done.`,
    );
  }
  if (state === 'failed') {
    throw new ConflictError(`“${title}” failed: ${because}`);
  }
}
