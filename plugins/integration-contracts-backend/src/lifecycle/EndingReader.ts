import { InputError } from '@backstage/errors';
import {
  ConsumerMatrix,
  ContractId,
  Ending,
  EndingPage,
  EndingStatus,
  EndingSummary,
  RetirementVerdict,
} from '@tieline/plugin-integrations-common/contracts';
import {
  IntegrationProjection,
  IntegrationQuery,
} from '@tieline/plugin-integrations-node';
import { Knex } from 'knex';
import { inBatches, StoredNumber } from '../database';
import { ContractStore } from '../registry/ContractStore';
import { Brownouts } from './Brownouts';
import { UseDay } from './consumers/ConsumerFacts';
import { Outbox } from '../telling/Outbox';
import { toUntold } from '../telling/toUntold';
import { EndingRow, KnownConsumer, StoredEnding, toEnding } from './Ending';
import { EndingKeeper } from './EndingKeeper';
import { EndingStore } from './EndingStore';
import { Subject } from './EndingSubjects';
import { ENDING_STATUSES } from './statusOf';
import {
  Rights,
  toWireConsumer,
  toWireForecast,
  toWireVerdict,
} from './toWireEnding';

export interface EndingFilter {
  contract?: ContractId;
  /** Full reference of an integration that ends itself. */
  integration?: string;
  provider?: string[];
  consumer?: string[];
  status?: EndingStatus[];
  beforeMs?: number;
  past?: boolean;
  text?: string;
}

/** A version that ends, as far as it is shown. */
interface EndingVersion {
  registry: string;
  subject: string;
  version: string;
  published_at_ms: StoredNumber;
}

/** Whose answers and changes whoever asks may make. */
export type RightsOf = (ownerRef: string | undefined) => Rights;

const MOST_EVENTS = 200;
const MOST_UNTOLD = 20;
const DAY_MS = 86_400_000;

/** Shows what ends as the API does. */
export class EndingReader {
  readonly #knex: Knex;
  readonly #store: EndingStore;
  readonly #brownouts: Brownouts;
  readonly #outbox: Outbox;
  readonly #contracts: ContractStore;
  readonly #projection: IntegrationProjection;
  readonly #now: () => number;

  constructor(options: {
    knex: Knex;
    store: EndingStore;
    brownouts: Brownouts;
    outbox: Outbox;
    contracts: ContractStore;
    projection: IntegrationProjection;
    now: () => number;
  }) {
    this.#knex = options.knex;
    this.#store = options.store;
    this.#brownouts = options.brownouts;
    this.#outbox = options.outbox;
    this.#contracts = options.contracts;
    this.#projection = options.projection;
    this.#now = options.now;
  }

  /** One page, worst first. */
  async list(
    filter: EndingFilter,
    page: { limit: number; offset: number },
    readable: IntegrationQuery,
    rightsOf: RightsOf,
  ): Promise<EndingPage> {
    const contract =
      filter.contract && (await this.#contracts.find(filter.contract));
    const query = () => {
      const all = this.#knex<EndingRow>('endings');
      this.#narrow(all, filter, contract?.id);
      this.#narrowReadable(all, readable);
      return all;
    };
    const counted: Array<{ status: EndingStatus; count: number | string }> =
      await query().select('status').count('* as count').groupBy('status');
    const statuses = ENDING_STATUSES.flatMap(status => {
      const found = counted.find(row => row.status === status);
      return found ? [{ status, count: Number(found.count) }] : [];
    });
    const narrowed = query();
    if (filter.status) {
      narrowed.whereIn('status', filter.status);
    }
    const rows: EndingRow[] = await narrowed
      .orderBy([
        'rank',
        { column: 'sunset_at_ms', order: 'asc', nulls: 'last' },
        'id',
      ])
      .limit(page.limit)
      .offset(page.offset)
      .select('endings.*');
    const totalItems = statuses
      .filter(({ status }) => filter.status?.includes(status) ?? true)
      .reduce((sum, { count }) => sum + count, 0);
    const next = page.offset + rows.length;
    return {
      items: await this.#summaries(rows.map(toEnding), readable, rightsOf),
      totalItems,
      ...(next < totalItems && { nextCursor: String(next) }),
      asOf: new Date(this.#now()).toISOString(),
      statuses,
    };
  }

  /** One with its history; undefined where whoever asks may not read it. */
  async read(
    ending: StoredEnding,
    readable: IntegrationQuery,
    rightsOf: RightsOf,
  ): Promise<Ending | undefined> {
    if (
      ending.row.integration_ref !== null &&
      !(await this.#readableRefs([ending.row.integration_ref], readable)).size
    ) {
      return undefined;
    }
    const [[summary], events, brownouts, untold] = await Promise.all([
      this.#summaries([ending], readable, rightsOf),
      this.#store.listEvents(ending.id, MOST_EVENTS),
      this.#brownouts.list(ending.id),
      this.#outbox.listGivenUp({ endingId: ending.id }, MOST_UNTOLD),
    ]);
    const shown = new Set(summary.consumers.map(({ id }) => id));
    return {
      ...summary,
      // What is told of a consumer that may not be seen is not shown either.
      events: events.filter(
        ({ consumerId }) => consumerId === undefined || shown.has(consumerId),
      ),
      brownouts: brownouts.map(brownout => ({
        ...brownout,
        failed: brownout.failed.filter(({ consumerId }) =>
          shown.has(consumerId),
        ),
      })),
      untold: untold
        .filter(
          ({ consumerId }) => consumerId === undefined || shown.has(consumerId),
        )
        .map(toUntold)
        // Nor whom else it is told to.
        .filter(
          ({ recipientRef }) =>
            summary.hiddenConsumers === 0 ||
            recipientRef === summary.ownerRef ||
            summary.consumers.some(({ ownerRef }) => ownerRef === recipientRef),
        ),
      retirementOverride: ending.row.override_reason ?? undefined,
    };
  }

  /** Who is on which version, as far as whoever asks may read it. */
  async readMatrix(
    keeper: EndingKeeper,
    subject: Subject,
    readable: IntegrationQuery,
  ): Promise<ConsumerMatrix> {
    if (subject.kind !== 'version') {
      throw new InputError('Only contracts have versions.');
    }
    const refs = await this.#integrationsUnder(subject.contract.id);
    const shown = await this.#readableRefs(refs, readable);
    return keeper.readMatrix(subject, ({ integrationRefs }) =>
      isShown(integrationRefs, shown),
    );
  }

  /** A verdict on something of which no consumers are kept: without names, unless all may be read. */
  async withoutNames(
    verdict: RetirementVerdict,
    readable: IntegrationQuery,
  ): Promise<RetirementVerdict> {
    return (await this.mayReadAll(readable))
      ? {
          ...verdict,
          findings: verdict.findings.map(finding => ({
            ...finding,
            consumerIds: undefined,
          })),
        }
      : toWireVerdict(verdict, new Set(), false);
  }

  async isReadable(
    integrationRef: string,
    readable: IntegrationQuery,
  ): Promise<boolean> {
    return (await this.#readableRefs([integrationRef], readable)).size > 0;
  }

  /** Whether there is no integration that whoever asks may not read. */
  async mayReadAll(readable: IntegrationQuery): Promise<boolean> {
    const count = async (narrow: IntegrationQuery) => {
      const query = this.#projection.query();
      narrow(query);
      const [{ count: found }] = await query.count('* as count');
      return Number(found);
    };
    return (await count(readable)) === (await count(() => {}));
  }

  async #integrationsUnder(contractId: number): Promise<string[]> {
    const rows: Array<{ integration_ref: string }> = await this.#knex(
      'contract_flows',
    )
      .where('contract_id', contractId)
      .distinct('integration_ref');
    return rows.map(row => row.integration_ref);
  }

  #narrow(
    query: Knex.QueryBuilder,
    filter: EndingFilter,
    contractId: number | undefined,
  ): void {
    if (!filter.past) {
      query.whereNull('over_at_ms');
    }
    if (filter.contract) {
      query.whereIn('version_id', versions =>
        versions
          .from('contract_versions')
          // One that is not there has no versions.
          .where('contract_id', contractId ?? -1)
          .select('id'),
      );
    }
    if (filter.integration) {
      query.where('integration_ref', filter.integration);
    }
    if (filter.provider) {
      query.whereIn('owner_ref', filter.provider);
    }
    if (filter.consumer) {
      const refs = filter.consumer;
      query.whereIn('endings.id', consumers =>
        consumers
          .from('ending_consumers')
          .join(
            'ending_consumer_refs',
            'ending_consumer_refs.consumer_id',
            'ending_consumers.id',
          )
          .whereNull('ending_consumers.gone_at_ms')
          .whereIn('ending_consumer_refs.ref', refs)
          .select('ending_consumers.ending_id'),
      );
    }
    if (filter.beforeMs !== undefined) {
      query.where('sunset_at_ms', '<', filter.beforeMs);
    }
    if (filter.text) {
      const wanted = filter.text.toLocaleLowerCase('en-US');
      query.whereRaw("search_text like ? escape '!'", [
        `%${wanted.replace(/[!%_]/g, '!$&')}%`,
      ]);
    }
  }

  /** An integration that ends is shown to whoever may read it. */
  #narrowReadable(query: Knex.QueryBuilder, readable: IntegrationQuery): void {
    query.where(either =>
      either.whereNull('integration_ref').orWhereIn('integration_ref', refs => {
        refs
          .from('projection_integrations')
          .select('projection_integrations.entity_ref');
        readable(refs);
      }),
    );
  }

  async #summaries(
    endings: readonly StoredEnding[],
    readable: IntegrationQuery,
    rightsOf: RightsOf,
  ): Promise<EndingSummary[]> {
    const byEnding = await this.#store.listConsumersOf(
      endings.map(({ id }) => id),
    );
    const all = [...byEnding.values()].flat();
    const days = await this.#store.listDays(all.map(({ id }) => id));
    const refs = await this.#readableRefs(
      all.flatMap(({ facts }) => facts.integrationRefs),
      readable,
    );
    const subjects = await this.#subjectsOf(endings);
    return endings.map(ending => {
      const consumers = byEnding.get(ending.id) ?? [];
      const shown = consumers.filter(({ facts }) =>
        isShown(facts.integrationRefs, refs),
      );
      return this.#summary(
        ending,
        subjects.get(ending.row.version_id ?? -1),
        shown,
        consumers.length - shown.length,
        days,
        rightsOf,
      );
    });
  }

  /** What versions end, by their id. */
  async #subjectsOf(
    endings: readonly StoredEnding[],
  ): Promise<Map<number, EndingVersion>> {
    const found = new Map<number, EndingVersion>();
    for (const batch of inBatches(
      endings.flatMap(({ row }) => row.version_id ?? []),
    )) {
      const rows: Array<EndingVersion & { id: number }> = await this.#knex(
        'contract_versions',
      )
        .join('contracts', 'contracts.id', 'contract_versions.contract_id')
        .whereIn('contract_versions.id', batch)
        .select(
          'contract_versions.id',
          'registry',
          'subject',
          'version',
          'published_at_ms',
        );
      rows.forEach(row => found.set(row.id, row));
    }
    return found;
  }

  #summary(
    ending: StoredEnding,
    version: EndingVersion | undefined,
    consumers: readonly KnownConsumer[],
    hidden: number,
    days: ReadonlyMap<number, UseDay[]>,
    rightsOf: RightsOf,
  ): EndingSummary {
    const { row } = ending;
    const rights = rightsOf(row.owner_ref ?? undefined);
    const instant = (ms: number | string | null) =>
      ms === null ? undefined : new Date(Number(ms)).toISOString();
    const nowMs = this.#now();
    const shown = new Set(consumers.map(({ id }) => id));
    const isStale =
      !ending.isOver &&
      nowMs - Number(row.usage_read_at_ms ?? row.announced_at_ms) > DAY_MS;
    return {
      id: ending.id,
      subject: version
        ? {
            kind: 'version',
            contract: { registry: version.registry, subject: version.subject },
            version: version.version,
          }
        : { kind: 'integration', integrationRef: row.integration_ref! },
      title: row.title,
      ownerRef: row.owner_ref ?? undefined,
      status: isStale ? 'unknown' : row.status,
      activeSince: version && instant(version.published_at_ms),
      announcedAt: instant(row.announced_at_ms)!,
      announcedBy: row.announced_by ?? undefined,
      sunsetAt: instant(row.sunset_at_ms),
      replacement: ending.replacement,
      replacementTitle: row.replacement_title ?? undefined,
      note: row.note ?? undefined,
      isForeign: Boolean(row.is_foreign),
      overAt: instant(row.over_at_ms),
      forecast: toWireForecast(ending.forecast, shown),
      verdict: toWireVerdict(ending.verdict, shown, isStale),
      usageReadAt: instant(row.usage_read_at_ms),
      consumers: consumers.map(consumer =>
        toWireConsumer(
          consumer,
          days.get(consumer.id) ?? [],
          rightsOf(consumer.ownerRef).mayAnswer,
          nowMs,
        ),
      ),
      hiddenConsumers: hidden,
      mayManage: rights.mayManage,
      mayOverride: rights.mayOverride,
    };
  }

  async #readableRefs(
    refs: readonly string[],
    readable: IntegrationQuery,
  ): Promise<Set<string>> {
    const found = new Set<string>();
    for (const batch of inBatches([...new Set(refs)])) {
      const query = this.#projection
        .query()
        .whereIn('projection_integrations.entity_ref', batch);
      readable(query);
      const rows: Array<{ entity_ref: string }> =
        await query.select('entity_ref');
      rows.forEach(row => found.add(row.entity_ref));
    }
    return found;
  }
}

/** A consumer without integrations is in the catalog by itself. */
function isShown(
  integrationRefs: readonly string[],
  readable: ReadonlySet<string>,
): boolean {
  return (
    integrationRefs.length === 0 ||
    integrationRefs.some(ref => readable.has(ref))
  );
}
