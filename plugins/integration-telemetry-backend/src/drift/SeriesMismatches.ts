import {
  ProjectedIntegration,
  ServiceResolver,
} from '@tieline/plugin-integrations-node';
import { Knex } from 'knex';
import { declaredEnvironment } from '../health/HealthEvaluator';
import { whereSlots } from '../series/pointSlots';
import { MINUTES_PER, OVERFLOW } from '../series/SeriesBatch';
import { StoredSeries } from '../series/SeriesReader';
import { resolveCaller } from '../usage/describeCaller';
import { declaredEndpoints, namedRefs, titleOf, widened } from './declaredEnds';
import { FoundDrift } from './FoundDrift';
import { SeriesElsewhere } from './SeriesElsewhere';
import { Finding, Group, GROUPED, groupKey, toMismatch } from './toMismatch';

/** More of one integration than these is one mistake, not that many. */
const MOST_PER_INTEGRATION = 20;

/** Calls of groups that are remembered for when nobody answers. */
const MOST_REMEMBERED = 10_000;

/**
 * Whether two versions say the same as far as both go: a declared 3.2.0 and an
 * observed v3.2 do.
 */
export function isSameVersion(one: string, other: string): boolean {
  const partsOf = (version: string) =>
    version
      .trim()
      .toLocaleLowerCase('en-US')
      .replace(/^v(?=\d)/, '')
      .split('.');
  const [left, right] = [partsOf(one), partsOf(other)];
  const common = Math.min(left.length, right.length);
  return left.slice(0, common).join('.') === right.slice(0, common).join('.');
}

/** Finds contract versions and consumers that were observed on an integration and that it does not name. */
export class SeriesMismatches {
  readonly #knex: Knex;
  readonly #elsewhere: SeriesElsewhere | undefined;
  /** Calls that were counted elsewhere last: they stand while nobody answers. */
  readonly #lastCalls = new Map<string, number>();

  constructor(options: { knex: Knex; elsewhere?: SeriesElsewhere }) {
    this.#knex = options.knex;
    this.#elsewhere = options.elsewhere;
  }

  /**
   * @param integrations - some hundreds at most
   * @param range - seen since when, and where the traffic is counted from
   */
  async find(
    integrations: readonly ProjectedIntegration[],
    resolver: ServiceResolver,
    range: { seenSinceMs: number; countedSinceMs: number },
  ): Promise<FoundDrift[]> {
    const groups = await this.#listGroups(integrations, range.seenSinceMs);
    const others = await this.#addElsewhere(
      integrations,
      groups,
      range.seenSinceMs,
    );
    const findings = integrations.flatMap(integration =>
      this.#compare(
        integration,
        groups.get(integration.facets.entityRef) ?? [],
        resolver,
      ),
    );
    const calls = await this.#countCalls(findings, range.countedSinceMs);
    await this.#countElsewhere(findings, others, range.countedSinceMs, calls);
    const found = findings
      .map(finding => toMismatch(finding, calls, resolver))
      .sort(
        (left, right) =>
          (right.item.callsLastDay ?? 0) - (left.item.callsLastDay ?? 0),
      );
    const perIntegration = new Map<string, number>();
    return found.filter(({ item }) => {
      const count = (perIntegration.get(item.integrationRef!) ?? 0) + 1;
      perIntegration.set(item.integrationRef!, count);
      return count <= MOST_PER_INTEGRATION;
    });
  }

  #compare(
    integration: ProjectedIntegration,
    all: readonly Group[],
    resolver: ServiceResolver,
  ): Finding[] {
    const environment = declaredEnvironment(integration);
    const groups = all.filter(group => group.environment === environment);
    return [
      ...this.#versions(integration, groups),
      ...this.#consumers(integration, groups, resolver),
    ];
  }

  #versions(
    integration: ProjectedIntegration,
    groups: readonly Group[],
  ): Finding[] {
    const declared = [
      ...new Set(
        declaredEndpoints(integration).flatMap(({ version }) => version ?? []),
      ),
    ];
    if (declared.length === 0) {
      return [];
    }
    const observed = new Set(
      groups
        .map(({ version }) => version)
        .filter(
          version =>
            version && !declared.some(item => isSameVersion(item, version)),
        ),
    );
    return [...observed].map(version => ({
      integration,
      aspect: 'version',
      observed: version,
      declared,
      headline: `Version ${version} of ${titleOf(integration)} is in use, and not declared`,
      detail: `Its endpoints name ${declared.join(', ')}.`,
      declaredBy: `endpoints of ${integration.facets.entityRef}`,
      groups: groups.filter(group => group.version === version),
    }));
  }

  #consumers(
    integration: ProjectedIntegration,
    groups: readonly Group[],
    resolver: ServiceResolver,
  ): Finding[] {
    const named = namedRefs(integration);
    const inMatchers = new Set(
      (integration.spec.telemetry?.matchers ?? []).flatMap(({ conditions }) =>
        conditions
          .filter(({ attribute }) => attribute === 'service.name')
          .flatMap(condition => condition.equals ?? condition.in ?? []),
      ),
    );
    const observed = new Set(
      groups
        .map(({ consumer }) => consumer)
        .filter(consumer => {
          // Whom the catalog doesn't know may be part of what is named.
          const refs = consumer
            ? widened(resolver, resolveCaller(consumer, resolver))
            : [];
          return (
            refs.length > 0 &&
            !inMatchers.has(consumer) &&
            !refs.some(ref => named.has(ref))
          );
        }),
    );
    return [...observed].map(consumer => ({
      integration,
      aspect: 'consumer',
      observed: consumer,
      declared: [...named],
      headline: `${consumer} uses ${titleOf(integration)}, which does not name it`,
      detail: `It names ${[...named].join(', ')}.`,
      declaredBy: `source, targets and platforms of ${integration.facets.entityRef}`,
      groups: groups.filter(group => group.consumer === consumer),
    }));
  }

  async #listGroups(
    integrations: readonly ProjectedIntegration[],
    seenSinceMs: number,
  ): Promise<Map<string, Group[]>> {
    const rows: Group[] = await this.#knex('series')
      .whereIn(
        'subject',
        integrations.map(({ facets }) => facets.entityRef),
      )
      .andWhere('last_seen_ms', '>=', seenSinceMs)
      .andWhereNot('operation', OVERFLOW)
      .andWhere(some => some.whereNot('consumer', '').orWhereNot('version', ''))
      .groupBy([...GROUPED])
      .select([...GROUPED])
      .min({ first_seen_ms: 'first_seen_ms' })
      .max({ last_seen_ms: 'last_seen_ms' });
    const bySubject = new Map<string, Group[]>();
    for (const row of rows) {
      const known = bySubject.get(row.subject);
      if (known) {
        known.push(row);
      } else {
        bySubject.set(row.subject, [row]);
      }
    }
    return bySubject;
  }

  /**
   * Adds groups of series that are elsewhere, where our own store has none of
   * the integration in their environment.
   *
   * @returns the series of each group that was added
   */
  async #addElsewhere(
    integrations: readonly ProjectedIntegration[],
    groups: Map<string, Group[]>,
    seenSinceMs: number,
  ): Promise<Map<string, StoredSeries[]>> {
    const added = new Map<string, StoredSeries[]>();
    const theirs = integrations
      .flatMap(
        ({ facets }) => this.#elsewhere?.listSeries(facets.entityRef) ?? [],
      )
      .filter(
        ({ consumer, version, last_seen_ms: seenMs }) =>
          (consumer || version) && seenMs >= seenSinceMs,
      );
    if (theirs.length === 0) {
      return added;
    }
    const placeOf = (at: { subject: string; environment: string }) =>
      `${at.subject}\u0001${at.environment}`;
    const own: Array<{ subject: string; environment: string }> =
      await this.#knex('series')
        .whereIn('subject', [...new Set(theirs.map(item => item.subject))])
        .andWhere('last_seen_ms', '>=', seenSinceMs)
        .distinct('subject', 'environment');
    const ours = new Set(own.map(placeOf));
    for (const series of theirs.filter(item => !ours.has(placeOf(item)))) {
      const key = groupKey(series);
      const known = added.get(key);
      added.set(key, [...(known ?? []), series]);
      const ofSubject = groups.get(series.subject) ?? [];
      groups.set(series.subject, ofSubject);
      const group = ofSubject.find(item => groupKey(item) === key);
      if (group) {
        group.first_seen_ms = Math.min(
          group.first_seen_ms,
          series.first_seen_ms,
        );
        group.last_seen_ms = Math.max(group.last_seen_ms, series.last_seen_ms);
      } else {
        const { subject, environment, source, side, consumer, version } =
          series;
        ofSubject.push({
          subject,
          environment,
          source,
          side,
          consumer,
          version,
          first_seen_ms: series.first_seen_ms,
          last_seen_ms: series.last_seen_ms,
        });
      }
    }
    return added;
  }

  async #countElsewhere(
    findings: readonly Finding[],
    others: ReadonlyMap<string, StoredSeries[]>,
    sinceMs: number,
    calls: Map<string, number>,
  ): Promise<void> {
    const keys = new Set(
      findings.flatMap(({ groups }) => groups.map(groupKey)),
    );
    await Promise.all(
      [...keys]
        .filter(key => others.has(key))
        .map(async key => {
          const counted =
            (await this.#elsewhere!.countCalls(others.get(key)!, sinceMs)) ??
            this.#lastCalls.get(key) ??
            0;
          // The latest, of no more than can be shown.
          this.#lastCalls.delete(key);
          this.#lastCalls.set(key, counted);
          calls.set(key, counted);
        }),
    );
    for (const [key] of this.#lastCalls) {
      if (this.#lastCalls.size <= MOST_REMEMBERED) {
        break;
      }
      this.#lastCalls.delete(key);
    }
  }

  async #countCalls(
    findings: readonly Finding[],
    countedSinceMs: number,
  ): Promise<Map<string, number>> {
    const subjects = [
      ...new Set(
        findings.map(({ integration }) => integration.facets.entityRef),
      ),
    ];
    if (subjects.length === 0) {
      return new Map();
    }
    const rows: Array<Group & { calls: number | string }> = await whereSlots(
      this.#knex('points')
        .join('series', 'series.id', 'points.series_id')
        .whereIn('series.subject', subjects),
      MINUTES_PER.hour,
      countedSinceMs,
    )
      .groupBy(GROUPED.map(name => `series.${name}`))
      .select(GROUPED.map(name => `series.${name}`))
      .sum({ calls: 'points.count' });
    return new Map(rows.map(row => [groupKey(row), Number(row.calls)]));
  }
}
