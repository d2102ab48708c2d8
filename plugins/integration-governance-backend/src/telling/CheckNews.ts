import {
  CRITICALITIES,
  Criticality,
} from '@tieline/plugin-integrations-common';
import { IntegrationFacets } from '@tieline/plugin-integrations-common/telemetry';
import { Knex } from 'knex';
import { FreshOutcome } from '../checklist/evaluateCheck';
import { counted } from '../checklist/checks/words';
import { ResultChange, WrittenChange } from '../scorecard/ScorecardStore';
import { Teller } from './Teller';

/** A notification says the first few; the scorecard has all. */
const SHOWN_CHECKS = 5;
/** So long it takes at most until telemetry and contracts of a new integration were read. */
const SETTLING_MS = 3_600_000;

/** Tells owners of checks that got worse, with the change itself. */
export class CheckNews {
  readonly #teller: Teller;
  readonly #minCriticality: Criticality;

  constructor(options: { teller: Teller; minCriticality: Criticality }) {
    this.#teller = options.teller;
    this.#minCriticality = options.minCriticality;
  }

  async tell(
    tx: Knex.Transaction,
    changes: readonly WrittenChange[],
  ): Promise<void> {
    const worse = changes.flatMap(change => {
      const results = change.results.filter(one => isNews(one, change));
      return results.length > 0 ? [{ ...change, results }] : [];
    });
    if (worse.length === 0) {
      return;
    }
    const rows: Array<{ facets: string }> = await tx('projection_integrations')
      .whereIn(
        'entity_ref',
        worse.map(({ entityRef }) => entityRef),
      )
      .whereNull('deleted_at')
      .select('facets');
    const facets = new Map(
      rows.map(row => {
        const own: IntegrationFacets = JSON.parse(row.facets);
        return [own.entityRef, own];
      }),
    );
    for (const change of worse) {
      const integration = facets.get(change.entityRef);
      if (integration && this.#isCriticalEnough(integration)) {
        await this.#tellOf(tx, integration, change);
      }
    }
  }

  /** One without a criticality is taken for a medium one, as its checks take it. */
  #isCriticalEnough({ criticality = 'medium' }: IntegrationFacets): boolean {
    return (
      CRITICALITIES.indexOf(criticality) >=
      CRITICALITIES.indexOf(this.#minCriticality)
    );
  }

  async #tellOf(
    tx: Knex.Transaction,
    integration: IntegrationFacets,
    { entityRef, revision, results }: WrittenChange,
  ): Promise<void> {
    const outcomes = results.map(({ outcome }) => outcome);
    const { namespace, name, title, ownerRef } = integration;
    await this.#teller.tell(tx, [ownerRef], {
      topic: 'scorecard-check',
      occasion: `check ${entityRef} ${revision}`,
      title: `${title ?? name}: ${summaryOf(outcomes)}`,
      lines: [
        ...outcomes
          .slice(0, SHOWN_CHECKS)
          .map(outcome => `${outcome.title}: ${outcome.reason}`),
        ...(outcomes.length > SHOWN_CHECKS
          ? [`And ${outcomes.length - SHOWN_CHECKS} more.`]
          : []),
      ],
      link: `/catalog/${namespace}/integration/${name}/scorecard`,
      severity: outcomes.some(({ result }) => result === 'fail')
        ? 'high'
        : 'normal',
      entityRef,
    });
  }
}

/**
 * Whether the owner has to know. What another version of the checklist judges
 * otherwise, what a platform passes on, and what nobody here can change is no news.
 */
function isNews(
  { before, outcome }: ResultChange,
  { checklistVersion, evaluatedAt }: WrittenChange,
): boolean {
  if (
    before?.checklistVersion !== checklistVersion ||
    outcome.inheritedFrom ||
    isFirst(before, outcome, evaluatedAt)
  ) {
    return false;
  }
  // That a waiver is over is told by itself.
  return outcome.result === 'fail'
    ? before.result !== 'waived'
    : before.result === 'pass' &&
        outcome.result === 'unmeasured' &&
        outcome.nextStep !== undefined &&
        hasRunOut(outcome, evaluatedAt);
}

/**
 * Whether the check was never measured for reasons of our own: what an
 * integration's first evaluation could not read yet belongs to it all the same.
 */
function isFirst(
  before: NonNullable<ResultChange['before']>,
  { evidence }: FreshOutcome,
  now: Date,
): boolean {
  const isYoung = now.getTime() - before.since.getTime() < SETTLING_MS;
  const isRead = evidence.every(
    ({ grade }) => grade === 'declared' || grade === 'observed',
  );
  return (
    before.result === 'unmeasured' &&
    !before.hasEvidence &&
    (!before.hasNextStep || (isYoung && isRead))
  );
}

/** What is old because its source is out has not run out by itself. */
function hasRunOut({ evidence }: FreshOutcome, now: Date): boolean {
  return evidence.some(
    ({ expiresAt, notRecheckedSince }) =>
      expiresAt !== undefined &&
      Date.parse(expiresAt) <= now.getTime() &&
      notRecheckedSince === undefined,
  );
}

function summaryOf(outcomes: readonly FreshOutcome[]): string {
  const failing = outcomes.filter(({ result }) => result === 'fail').length;
  const out = outcomes.length - failing;
  return [
    failing > 0 && counted(failing, 'check fails', 'checks fail'),
    out > 0 && `evidence of ${counted(out, 'check', 'checks')} has run out`,
  ]
    .filter(Boolean)
    .join(', ');
}
