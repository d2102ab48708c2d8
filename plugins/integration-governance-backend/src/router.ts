import { createValidatedOpenApiRouterFromGeneratedEndpointMap } from '@backstage/backend-openapi-utils';
import { UserInfoService } from '@backstage/backend-plugin-api';
import { InputError, NotFoundError } from '@backstage/errors';
import {
  integrationChecklistRunPermission,
  integrationDriftReadPermission,
} from '@tieline/plugin-integrations-common';
import { IntegrationFacets } from '@tieline/plugin-integrations-common/telemetry';
import {
  IntegrationProjection,
  IntegrationQuery,
  refuseNul,
  RouteGuard,
} from '@tieline/plugin-integrations-node';
import express, { Router } from 'express';
import PromiseRouter from 'express-promise-router';
import { AssessmentOffice } from './assessments/AssessmentOffice';
import { AssessmentReader } from './assessments/AssessmentReader';
import { addAssessmentRoutes } from './assessments/assessmentRoutes';
import { FrozenRowReader } from './assessments/FrozenRowReader';
import { AuditOffice } from './audits/AuditOffice';
import { addAuditRoutes } from './audits/auditRoutes';
import { AuditStore } from './audits/AuditStore';
import { ActiveChecklist } from './checklist/ActiveChecklist';
import {
  addChecklistRoutes,
  ChecklistRouteOptions,
} from './checklist/versions/checklistRoutes';
import { CostModel } from './costs/CostModel';
import { addCostRoutes } from './costs/costRoutes';
import { Costs } from './costs/createCosts';
import { Decisions } from './decisions/createDecisions';
import { addDecisionRoutes } from './decisions/decisionRoutes';
import { addReconsiderationRoutes } from './decisions/reconsiderations/reconsiderationRoutes';
import { addRegretRoutes } from './decisions/regrets/regretRoutes';
import { Drills } from './drills/createDrills';
import { addDrillRoutes } from './drills/drillRoutes';
import { EvidenceOffice } from './evidence/told/EvidenceOffice';
import { EvidencePieceStore } from './evidence/told/EvidencePieceStore';
import { addEvidenceRoutes } from './evidence/told/evidenceRoutes';
import { SurroundingsCache } from './evidence/SurroundingsCache';
import { readApiDocument } from './http/readApiDocument';
import { NeglectedIntegrations } from './neglect/NeglectedIntegrations';
import { addNeglectRoutes } from './neglect/neglectRoutes';
import { SuspectedDuplicates } from './neglect/SuspectedDuplicates';
import { WorthlessChecks } from './neglect/WorthlessChecks';
import { Improvement } from './improvement/createImprovement';
import { addGoalRoutes } from './improvement/goalRoutes';
import { addPilotRoutes } from './improvement/pilotRoutes';
import { DocumentStore } from './organisation/DocumentStore';
import { OrganisationReader } from './organisation/OrganisationReader';
import { addOrganisationRoutes } from './organisation/organisationRoutes';
import {
  addReviewCalendarRoutes,
  ReviewCalendarRouteOptions,
} from './reviewCalendar/reviewCalendarRoutes';
import { Runbooks } from './runbooks/createRunbooks';
import { addRunbookRoutes } from './runbooks/runbookRoutes';
import { EvaluationRuns } from './scorecard/EvaluationRuns';
import { GroupBy } from './scorecard/groupIntegrations';
import { IntegrationFilter } from './scorecard/integrationFilter';
import { IntegrationList } from './scorecard/IntegrationList';
import { Direction, ListOrder } from './scorecard/listOrder';
import { Portfolio } from './scorecard/Portfolio';
import { addFindingRoutes } from './findings/findingRoutes';
import { Reviews } from './reviews/createReviews';
import { addReviewRoutes } from './reviews/reviewRoutes';
import { HistoryOf, RollUpHistory } from './scorecard/RollUpHistory';
import { ScorecardReader } from './scorecard/ScorecardReader';
import { dayOf } from './waivers/Waiver';
import { WaiverOffice } from './waivers/WaiverOffice';
import { addWaiverRoutes } from './waivers/waiverRoutes';
import { WaiverStore } from './waivers/WaiverStore';

/** A thousand entity references of the greatest length fit, and a JUnit report of ten thousand cases. */
const BODY_LIMIT = '8mb';

const DAY_MS = 86_400_000;
const HISTORY_DAYS = 731;

/** What a handler reads of a query, after the validator has filled in defaults. */
interface ListQuery extends IntegrationFilter {
  orderBy: ListOrder;
  direction: Direction;
  limit: number;
  cursor?: string;
}

interface ScorecardQuery extends IntegrationFilter {
  groupBy: GroupBy;
  withRows: boolean;
  within?: string;
}

interface HistoryQuery {
  groupBy: GroupBy | 'all';
  key?: string;
  from?: string;
  to?: string;
}

export interface RouterOptions {
  guard: RouteGuard;
  projection: IntegrationProjection;
  checklist: ActiveChecklist;
  list: IntegrationList;
  portfolio: Portfolio;
  scorecards: ScorecardReader;
  runs: EvaluationRuns;
  history: RollUpHistory;
  checklists: ChecklistRouteOptions;
  evidence: { pieces: EvidencePieceStore; office: EvidenceOffice };
  waivers: { store: WaiverStore; office: WaiverOffice };
  userInfo: UserInfoService;
  assessments: {
    office: AssessmentOffice;
    reader: AssessmentReader;
    rows: FrozenRowReader;
  };
  audits: { store: AuditStore; office: AuditOffice };
  neglect: {
    worthless: WorthlessChecks;
    neglected: NeglectedIntegrations;
    duplicates: SuspectedDuplicates;
  };
  improvement: Improvement;
  reviewCalendar: ReviewCalendarRouteOptions;
  organisation: { reader: OrganisationReader; documents: DocumentStore };
  surroundings: SurroundingsCache;
  costs: CostModel;
  running: Costs;
  decisions: Decisions['routes'];
  runbooks: Runbooks;
  drills: Drills;
  reviews: Reviews;
}

/** Translates HTTP: requests are validated against the OpenAPI document before they get here. */
export async function createRouter(options: RouterOptions): Promise<Router> {
  const { guard, projection, runs } = options;
  const outer = PromiseRouter();
  // Before the validator, which would answer a body that is too big with 400.
  outer.use(express.json({ limit: BODY_LIMIT }), refuseNul);
  const router = createValidatedOpenApiRouterFromGeneratedEndpointMap<{}>(
    await readApiDocument(),
    {
      // Instead of the default parser, which stops at 100 kB.
      middleware: [(_request, _response, next) => next()],
      validatorOptions: {
        validateRequests: {
          // A list with a single value arrives as text.
          coerceTypes: 'array',
          allowUnknownQueryParameters: false,
        },
        // The other mode takes the 30th of February for a day.
        ajvFormats: { mode: 'full' },
      },
    },
  ) as unknown as Router;
  outer.use(router);

  const readableFacets = async (
    readable: IntegrationQuery,
    entityRefs?: readonly string[],
  ): Promise<IntegrationFacets[]> => {
    const query = projection.query().select('facets').orderBy('entity_ref');
    readable(query);
    if (entityRefs) {
      query.whereIn('entity_ref', [...entityRefs]);
    }
    const rows: Array<{ facets: string }> = await query;
    return rows.map(row => JSON.parse(row.facets));
  };

  router.get('/v1/integrations', async (request, response) => {
    const readable = await guard.readCondition(request);
    const { orderBy, direction, limit, cursor, ...filter } =
      request.query as unknown as ListQuery;
    response.json(
      await options.list.list(
        { filter, orderBy, direction, limit, cursor },
        readable,
      ),
    );
  });

  router.get('/v1/scorecard', async (request, response) => {
    const readable = await guard.readCondition(request);
    const { groupBy, withRows, within, ...filter } =
      request.query as unknown as ScorecardQuery;
    const withDrift = await guard.allows(
      request,
      integrationDriftReadPermission,
    );
    response.json(
      await options.portfolio.read(groupBy, filter, readable, {
        withDrift,
        withRows,
        within: within && toGroupKey(within),
      }),
    );
  });

  router.get('/v1/scorecard-history', async (request, response) => {
    const readable = await guard.readCondition(request);
    const now = new Date();
    const { groupBy, key, from, to } = request.query as unknown as HistoryQuery;
    if (groupBy !== 'all' && !key) {
      throw new InputError(`key is missing: which ${groupBy}?`);
    }
    const range = {
      from: from ?? dayOf(new Date(now.getTime() - HISTORY_DAYS * DAY_MS)),
      to: to ?? dayOf(now),
    };
    if (range.from > range.to) {
      throw new InputError(
        `from, ${range.from}, is later than to, ${range.to}.`,
      );
    }
    const of: HistoryOf =
      groupBy === 'all'
        ? { groupBy }
        : {
            groupBy,
            key: toGroupKey(key!),
          };
    response.json(await options.history.read(of, range, readable));
  });

  router.get('/v1/scorecard/:namespace/:name', async (request, response) => {
    const readable = await guard.readCondition(request);
    const { namespace, name } = request.params;
    const entityRef = `integration:${namespace}/${name}`.toLocaleLowerCase(
      'en-US',
    );
    const [facets] = await readableFacets(readable, [entityRef]);
    if (!facets) {
      throw new NotFoundError(
        `There is no integration ${namespace}/${name} that you may read. A new one appears here a few seconds after the catalog has it.`,
      );
    }
    const on = request.query.on as string | undefined;
    if (on !== undefined && on > dayOf(new Date())) {
      throw new InputError(`on is in the future: ${on}.`);
    }
    response.json(
      on === undefined
        ? await options.scorecards.read(facets)
        : await options.scorecards.readOn(facets, on),
    );
  });

  router.get('/v1/checklist', async (request, response) => {
    await guard.readCondition(request);
    response.json(options.checklist.current.toWire());
  });

  router.post('/v1/evaluations', async (request, response) => {
    const given: string[] | undefined = request.body.entityRefs;
    const evaluation = await guard.audited(
      request,
      {
        eventId: 'checklist-run',
        severityLevel: 'medium',
        meta: { integrations: given ? given.length : 'all' },
      },
      async () => {
        await guard.require(request, integrationChecklistRunPermission);
        const readable = await guard.readCondition(request);
        const wanted = given?.map(ref => ref.toLocaleLowerCase('en-US'));
        const found = await readableFacets(readable, wanted);
        const refs = found.map(({ entityRef }) => entityRef);
        const unknown = (wanted ?? []).filter(ref => !refs.includes(ref));
        if (unknown.length > 0) {
          throw new NotFoundError(
            `There are no such integrations that you may read: ${unknown.slice(0, 10).join(', ')}. Give full entity references.`,
          );
        }
        return runs.start(refs, await guard.actorOf(request));
      },
    );
    response.status(202).json(evaluation);
  });

  router.get('/v1/evaluations/:id', async (request, response) => {
    await guard.readCondition(request);
    response.json(
      await runs.get(request.params.id, await guard.actorOf(request)),
    );
  });

  addChecklistRoutes(router, {
    guard,
    checklist: options.checklist,
    ...options.checklists,
  });
  addEvidenceRoutes(router, { guard, projection, ...options.evidence });
  addWaiverRoutes(router, {
    guard,
    projection,
    checklist: options.checklist,
    ...options.waivers,
  });
  addAssessmentRoutes(router, { guard, ...options.assessments });
  addAuditRoutes(router, {
    guard,
    projection,
    checklist: options.checklist,
    userInfo: options.userInfo,
    ...options.audits,
  });
  addNeglectRoutes(router, { guard, ...options.neglect });
  addPilotRoutes(router, { guard, projection, ...options.improvement.pilots });
  addOrganisationRoutes(router, {
    guard,
    surroundings: options.surroundings,
    ...options.organisation,
  });
  addGoalRoutes(router, { guard, ...options.improvement.goals });
  addCostRoutes(router, { guard, model: options.costs });
  options.running.addRoutes(router, guard);
  addDecisionRoutes(router, { guard, ...options.decisions });
  addReconsiderationRoutes(router, {
    ...{ guard, projection },
    ...options.decisions,
  });
  addRegretRoutes(router, { guard, ...options.decisions });
  addRunbookRoutes(router, { guard, projection, ...options.runbooks });
  addDrillRoutes(router, { guard, projection, ...options.drills });
  addReviewRoutes(router, { guard, projection, ...options.reviews.reviews });
  addFindingRoutes(router, { guard, ...options.reviews.findings });

  addReviewCalendarRoutes(router, options.reviewCalendar);

  return outer;
}

/** An entity reference, whose case does not matter, or a value. */
function toGroupKey(given: string): string {
  return given.includes(':') ? given.toLocaleLowerCase('en-US') : given;
}
