import {
  OrganisationAnswer,
  OrganisationAnswers,
} from '@tieline/plugin-integrations-common/governance';
import {
  IntegrationProjection,
  IntegrationQuery,
} from '@tieline/plugin-integrations-node';
import { Knex } from 'knex';
import { DriftStore } from '../evidence/DriftStore';
import { SourceStore } from '../evidence/SourceStore';
import { SurroundingsCache } from '../evidence/SurroundingsCache';
import { documentKind } from './documentKinds';
import { DocumentStore } from './DocumentStore';
import { judgeDocument } from './judgeDocument';

const DAY_MS = 86_400_000;
const NEW_DAYS = 365;
const MINUTES_A_DAY = 1_440;

/** The check that says whether an integration came from the template or is documented. */
const DOCUMENTED = 'delivery-documented';

/** The questions that the organisation answers for the whole: 1, 4, 6 and 8. */
export class OrganisationReader {
  readonly #knex: Knex;
  readonly #projection: IntegrationProjection;
  readonly #documents: DocumentStore;
  readonly #drift: DriftStore;
  readonly #sources: SourceStore;
  readonly #surroundings: SurroundingsCache;

  constructor(options: {
    knex: Knex;
    projection: IntegrationProjection;
    documents: DocumentStore;
    drift: DriftStore;
    sources: SourceStore;
    surroundings: SurroundingsCache;
  }) {
    this.#knex = options.knex;
    this.#projection = options.projection;
    this.#documents = options.documents;
    this.#drift = options.drift;
    this.#sources = options.sources;
    this.#surroundings = options.surroundings;
  }

  /**
   * @param readable - the condition of what the caller may read
   * @param withDrift - whether the caller may know of what was observed and
   *   belongs to no integration
   */
  async read(
    readable: IntegrationQuery,
    withDrift: boolean,
    now: Date,
  ): Promise<OrganisationAnswers['items']> {
    const [documents, surroundings, inventory, shares] = await Promise.all([
      this.#documents.list(),
      this.#surroundings.get(),
      this.#answerInventory(readable, withDrift),
      this.#shareOfNew(readable, now),
    ]);
    const judge = (id: Parameters<typeof documentKind>[0]) => {
      const document = documents.find(one => one.id === id);
      const ownerExists =
        document?.ownerRef !== undefined &&
        surroundings.exists(document.ownerRef);
      return judgeDocument(documentKind(id), document, ownerExists, now);
    };
    return [
      inventory,
      { ...judge('delivery-process'), shares },
      judge('decision-matrix'),
      judge('deprecation-policy'),
    ];
  }

  async #answerInventory(
    readable: IntegrationQuery,
    withDrift: boolean,
  ): Promise<OrganisationAnswer> {
    const unmeasured = (reason: string): OrganisationAnswer => ({
      questionId: 'inventory',
      state: 'unmeasured',
      reason,
      evidence: [],
    });
    if (!withDrift) {
      return unmeasured(
        'You may not read what was observed and belongs to no integration.',
      );
    }
    const { readAt, notReadSince } = await this.#sources.get('drift');
    if (!readAt) {
      return unmeasured('Telemetry has not said yet what it observed.');
    }
    const [declared, undeclared] = await Promise.all([
      this.#sumDeclared(readable),
      this.#drift.sumUndeclared(),
    ]);
    const all = declared.count + undeclared.count;
    return {
      questionId: 'inventory',
      state: undeclared.count === 0 ? 'yes' : 'not-yet',
      reason:
        undeclared.count === 0
          ? 'All that was observed is declared.'
          : `${undeclared.count} of ${all} were observed and are declared nowhere.`,
      evidence: [
        {
          value: `${declared.count} declared, ${undeclared.count} observed only`,
          source: 'telemetry',
          href: '/drift',
          grade: 'observed',
          at: readAt,
          notRecheckedSince: notReadSince,
        },
      ],
      shares: [
        { title: 'Declared, by count', part: declared.count, whole: all },
        {
          title: 'Declared, by traffic',
          part: Math.round(declared.callsADay),
          whole: Math.round(declared.callsADay + undeclared.callsADay),
          unit: 'calls a day',
        },
      ],
      nextStep:
        undeclared.count === 0
          ? undefined
          : {
              text: 'Adopt, attach or dismiss what was observed',
              href: '/drift',
            },
    };
  }

  async #sumDeclared(
    readable: IntegrationQuery,
  ): Promise<{ count: number; callsADay: number }> {
    const query = this.#projection
      .query()
      .leftJoin(
        'health_snapshots',
        'health_snapshots.entity_ref',
        'projection_integrations.entity_ref',
      );
    readable(query);
    const row = await query
      .count({ count: 'projection_integrations.entity_ref' })
      .sum({ per_minute: 'health_snapshots.throughput_per_minute' })
      .first();
    return {
      count: Number(row?.count ?? 0),
      callsADay: Number(row?.per_minute ?? 0) * MINUTES_A_DAY,
    };
  }

  /** Of the integrations that were not known a year ago, those that say how they came to be. */
  async #shareOfNew(
    readable: IntegrationQuery,
    now: Date,
  ): Promise<OrganisationAnswer['shares']> {
    const since = new Date(now.getTime() - NEW_DAYS * DAY_MS);
    const query = this.#projection
      .query()
      .innerJoin('results', join =>
        join
          .on('results.entity_ref', 'projection_integrations.entity_ref')
          .andOnVal('results.check_id', DOCUMENTED),
      )
      .whereNot('results.result', 'not-applicable')
      .whereNotExists(
        this.#knex('transitions')
          .whereRaw(
            'transitions.entity_ref = projection_integrations.entity_ref',
          )
          .where('transitions.at', '<', since),
      );
    readable(query);
    const rows: Array<{ result: string; count: number | string }> = await query
      .select('results.result')
      .count({ count: '*' })
      .groupBy('results.result');
    const sum = (wanted: (result: string) => boolean) =>
      rows
        .filter(({ result }) => wanted(result))
        .reduce((total, { count }) => total + Number(count), 0);
    return [
      {
        title:
          'Known for less than a year, and documented or from the template',
        part: sum(result => result === 'pass'),
        whole: sum(() => true),
      },
    ];
  }
}
