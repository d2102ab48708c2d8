import { UserInfoService } from '@backstage/backend-plugin-api';
import { NotAllowedError } from '@backstage/errors';
import {
  integrationPortfolioReviewHoldPermission,
  integrationReviewHoldPermission,
} from '@tieline/plugin-integrations-common';
import { Finding } from '@tieline/plugin-integrations-common/governance';
import {
  IntegrationProjection,
  IntegrationQuery,
  RouteGuard,
} from '@tieline/plugin-integrations-node';
import { Request } from 'express';
import { Knex } from 'knex';
import { ActiveChecklist } from '../checklist/ActiveChecklist';
import { inBatches } from '../database';
import { readFacets } from '../http/readFacets';
import { dayOf } from '../waivers/Waiver';
import { isOverdue, StoredFinding } from './Finding';
import { PortfolioView } from './FindingStore';

/** Who asks, and what they may see and do. */
export interface FindingViewer {
  readable: IntegrationQuery;
  /** Whoever asks, and their groups. */
  ownershipRefs: readonly string[];
  portfolio: PortfolioView;
  mayHoldPortfolio: boolean;
}

/** Shows findings as whoever asks may see them. */
export class FindingPresenter {
  readonly #knex: Knex;
  readonly #guard: RouteGuard;
  readonly #userInfo: UserInfoService;
  readonly #projection: IntegrationProjection;
  readonly #checklist: ActiveChecklist;

  constructor(options: {
    knex: Knex;
    guard: RouteGuard;
    userInfo: UserInfoService;
    projection: IntegrationProjection;
    checklist: ActiveChecklist;
  }) {
    this.#knex = options.knex;
    this.#guard = options.guard;
    this.#userInfo = options.userInfo;
    this.#projection = options.projection;
    this.#checklist = options.checklist;
  }

  /** @throws NotAllowedError where they may read nothing */
  async viewerOf(request: Request): Promise<FindingViewer> {
    const readable = await this.#guard.readCondition(request);
    const ownershipRefs = await this.#ownershipOf(request);
    const readsAll = await this.#readsAll(readable);
    return {
      readable,
      ownershipRefs,
      portfolio: readsAll ? 'all' : { ownerRefs: ownershipRefs },
      mayHoldPortfolio:
        readsAll &&
        (await this.#guard.allows(
          request,
          integrationPortfolioReviewHoldPermission,
        )),
    };
  }

  /** Those of integrations that they may not read are left out. */
  async toWire(
    request: Request,
    findings: readonly StoredFinding[],
    viewer: FindingViewer,
    now: Date,
  ): Promise<Finding[]> {
    const refs = [
      ...new Set(findings.flatMap(({ entityRef }) => entityRef ?? [])),
    ];
    const facets = await readFacets(this.#projection, refs, viewer.readable);
    const allowed = await this.#guard.allowsEach(
      request,
      integrationReviewHoldPermission,
      refs,
    );
    const results = await this.#readResults(findings);
    const items = new Map(
      this.#checklist.current.items.map(item => [item.id, item]),
    );
    return findings.flatMap((finding): Finding[] => {
      const { entityRef, checkId, ...rest } = finding;
      const integration = entityRef ? facets.get(entityRef) : undefined;
      if (entityRef ? !integration : !mayReadPortfolio(finding, viewer)) {
        return [];
      }
      const mayManage = entityRef
        ? allowed[refs.indexOf(entityRef)]
        : viewer.mayHoldPortfolio;
      const isOwn = viewer.ownershipRefs.includes(finding.ownerRef);
      return [
        {
          ...rest,
          integration,
          checkId,
          checkTitle: checkId && (items.get(checkId)?.title ?? checkId),
          checkResult: results.get(`${entityRef}|${checkId}`),
          isOverdue: isOverdue(finding, dayOf(now)),
          mayChange: finding.state === 'open' && (isOwn || mayManage),
        },
      ];
    });
  }

  /** @throws NotAllowedError where it is neither theirs nor of their integration */
  async requireChange(
    request: Request,
    finding: StoredFinding,
    viewer: FindingViewer,
  ): Promise<void> {
    const isOwn = viewer.ownershipRefs.includes(finding.ownerRef);
    const mayManage = finding.entityRef
      ? (
          await this.#guard.allowsEach(
            request,
            integrationReviewHoldPermission,
            [finding.entityRef],
          )
        )[0]
      : viewer.mayHoldPortfolio;
    if (!isOwn && !mayManage) {
      const { name } = finding.entityRef
        ? integrationReviewHoldPermission
        : integrationPortfolioReviewHoldPermission;
      throw new NotAllowedError(
        `This is for who has the finding, ${finding.ownerRef}, or takes the permission ${name}`,
      );
    }
  }

  async #ownershipOf(request: Request): Promise<string[]> {
    const credentials = await this.#guard.credentialsOf(request);
    const { type } = credentials.principal as { type: string };
    if (type !== 'user') {
      return [];
    }
    const info = await this.#userInfo.getUserInfo(credentials);
    return info.ownershipEntityRefs.map(ref => ref.toLocaleLowerCase('en-US'));
  }

  /** What is said of the portfolio names integrations: it is for who may read all of them. */
  async #readsAll(readable: IntegrationQuery): Promise<boolean> {
    const count = async (narrow: IntegrationQuery) => {
      const query = this.#projection.query();
      narrow(query);
      const row = await query.count({ count: '*' }).first();
      return Number(row?.count ?? 0);
    };
    const [all, own] = await Promise.all([count(() => {}), count(readable)]);
    return all === own;
  }

  async #readResults(
    findings: readonly StoredFinding[],
  ): Promise<Map<string, Finding['checkResult']>> {
    const withCheck = findings.filter(
      ({ entityRef, checkId }) => entityRef && checkId,
    );
    const found = new Map<string, Finding['checkResult']>();
    for (const batch of inBatches(withCheck, 200)) {
      const rows: Array<{
        entity_ref: string;
        check_id: string;
        result: Finding['checkResult'];
      }> = await this.#knex('results')
        .whereIn(
          'entity_ref',
          batch.map(({ entityRef }) => entityRef!),
        )
        .whereIn('check_id', [...new Set(batch.map(({ checkId }) => checkId!))])
        .select('entity_ref', 'check_id', 'result');
      rows.forEach(row =>
        found.set(`${row.entity_ref}|${row.check_id}`, row.result),
      );
    }
    return found;
  }
}

function mayReadPortfolio(
  { ownerRef }: StoredFinding,
  { portfolio }: FindingViewer,
): boolean {
  return portfolio === 'all' || portfolio.ownerRefs.includes(ownerRef);
}
