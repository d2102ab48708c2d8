import { Entity } from '@backstage/catalog-model';
import { InputError } from '@backstage/errors';
import {
  BuildOrBuy,
  BuildOrBuyRequest,
} from '@tieline/plugin-integrations-common/governance';
import { IntegrationFacets } from '@tieline/plugin-integrations-common/telemetry';
import {
  IntegrationProjection,
  IntegrationQuery,
  ProjectedIntegration,
} from '@tieline/plugin-integrations-node';
import { Knex } from 'knex';
import { applyFilter } from '../../scorecard/integrationFilter';
import { CostModel } from '../CostModel';
import { PriceBook } from '../PriceBook';
import { perDayOf, WINDOW_DAYS } from '../running/countVolume';
import { countPrices } from '../running/runCostRoutes';
import { Volume, VolumeStore } from '../running/VolumeStore';
import { AnswerField, Answers } from './Answers';
import { BuildOrBuyRules } from './BuildOrBuyRules';
import { optionCosts } from './optionCosts';
import { rankOptions } from './rankOptions';
import { SplitCandidate, splitPortfolio } from './splitPortfolio';

type Answer = BuildOrBuy['answers'][number];

const UNITS: Record<AnswerField, string> = {
  engineers: 'full-time people',
  connectors: 'systems of others',
  integrations: 'integrations',
  volumePerDay: 'a day',
  uniqueShare: 'of 1',
};

/** Weighs building against buying for what may be read of the portfolio. */
export class BuildOrBuyDesk {
  readonly #knex: Knex;
  readonly #projection: IntegrationProjection;
  readonly #volumes: VolumeStore;
  readonly #rules: BuildOrBuyRules;
  readonly #model: CostModel;
  readonly #book: PriceBook;
  readonly #engineers: number | undefined;

  constructor(options: {
    knex: Knex;
    projection: IntegrationProjection;
    volumes: VolumeStore;
    rules: BuildOrBuyRules;
    model: CostModel;
    book: PriceBook;
    /** How many can build and run integrations; undefined where nobody said. */
    engineers: number | undefined;
  }) {
    this.#knex = options.knex;
    this.#projection = options.projection;
    this.#volumes = options.volumes;
    this.#rules = options.rules;
    this.#model = options.model;
    this.#book = options.book;
    this.#engineers = options.engineers;
  }

  /** @throws InputError where there is nothing to weigh */
  async weigh(
    request: BuildOrBuyRequest,
    readable: IntegrationQuery,
    now: Date,
  ): Promise<BuildOrBuy> {
    const candidates = await this.#candidates(request, readable, now);
    const answers = this.#answer(request, candidates);
    const integrations = answers.find(({ field }) => field === 'integrations');
    if (!integrations?.value) {
      throw new InputError(
        'integrations is missing: there are none that you may read in this part of the portfolio. Say how many there will be.',
      );
    }
    const known = Object.fromEntries(
      answers.map(({ field, value }) => [field, value ?? undefined]),
    ) as unknown as Answers;
    return {
      answers,
      options: rankOptions(this.#rules, known).map(option => ({
        ...option,
        cost: optionCosts(option.id, known, {
          model: this.#model,
          book: this.#book,
        }),
      })),
      split: splitPortfolio(candidates, this.#rules.split),
      currency: this.#book.list.currency,
      prices: countPrices(this.#book.list),
    };
  }

  async #candidates(
    { owner, system, domain }: BuildOrBuyRequest,
    readable: IntegrationQuery,
    now: Date,
  ): Promise<SplitCandidate[]> {
    const query = this.#projection
      .query()
      .orderBy('entity_ref')
      .select('facets');
    readable(query);
    applyFilter(this.#knex, query, { owner, system, domain });
    const rows: Array<{ facets: string }> = await query;
    const refs = rows.map(
      row => (JSON.parse(row.facets) as IntegrationFacets).entityRef,
    );
    const integrations = await this.#projection.listIntegrations(refs);
    const volumes = await this.#volumes.list(now);
    const ends = await this.#readEnds(integrations);
    return integrations.map(integration => ({
      integration,
      measuredPerDay: measuredPerDay(volumes.get(integration.facets.entityRef)),
      ends: endsOf(integration).map(ref => {
        const entity = ends.get(ref);
        return {
          entityRef: ref,
          title: entity?.metadata.title ?? entity?.metadata.name ?? ref,
          isOthers: entity && this.#isOthers(entity),
        };
      }),
    }));
  }

  async #readEnds(
    integrations: readonly ProjectedIntegration[],
  ): Promise<Map<string, Entity>> {
    const refs = new Set(integrations.flatMap(endsOf));
    const found = new Map<string, Entity>();
    for (const ref of refs) {
      const entity = await this.#projection.getEntity(ref);
      if (entity) {
        found.set(ref, entity);
      }
    }
    return found;
  }

  #isOthers({ spec }: Entity): boolean {
    return this.#rules.split.othersTypes.includes(String(spec?.type));
  }

  #answer(
    request: BuildOrBuyRequest,
    candidates: readonly SplitCandidate[],
  ): Answer[] {
    const own: Record<AnswerField, Pick<Answer, 'value' | 'source'>> = {
      engineers:
        this.#engineers === undefined
          ? { value: null, source: 'unknown' }
          : { value: this.#engineers, source: 'configuration' },
      connectors: countConnectors(candidates),
      integrations: { value: candidates.length, source: 'catalog' },
      volumePerDay: sumVolume(candidates),
      uniqueShare: shareUnique(candidates),
    };
    return (Object.keys(own) as AnswerField[]).map(field => ({
      field,
      ...(request[field] === undefined
        ? own[field]
        : { value: request[field], source: 'asked' }),
      unit: UNITS[field],
    }));
  }
}

function endsOf({ facets }: ProjectedIntegration): string[] {
  return [facets.sourceRef, ...facets.targetRefs].filter(
    ref => ref !== undefined,
  );
}

function measuredPerDay(volume: Volume | undefined): number | undefined {
  const perDay = volume && perDayOf(volume);
  return perDay === undefined ? undefined : Math.round(perDay);
}

/** What the catalog does not know at all is not among them. */
function countConnectors(candidates: readonly SplitCandidate[]) {
  const ends = candidates.flatMap(candidate => candidate.ends);
  if (!ends.some(({ isOthers }) => isOthers !== undefined)) {
    return { value: null, source: 'unknown' };
  }
  const others = ends.filter(({ isOthers }) => isOthers);
  return {
    value: new Set(others.map(({ entityRef }) => entityRef)).size,
    source: 'catalog',
  };
}

function sumVolume(candidates: readonly SplitCandidate[]) {
  const measured = candidates.flatMap(each => each.measuredPerDay ?? []);
  if (measured.length === 0) {
    return { value: null, source: 'unknown' };
  }
  return {
    value: measured.reduce((sum, volume) => sum + volume, 0),
    source: `telemetry, ${WINDOW_DAYS} days${ofAll(measured.length, candidates)}`,
  };
}

/** Those with a heavy transformation or code of their own, of those where somebody said. */
function shareUnique(candidates: readonly SplitCandidate[]) {
  const told = candidates.flatMap(({ integration: { facets, spec } }) => {
    if (facets.pattern === 'custom-code') {
      return true;
    }
    const transformation = spec.profile?.transformation;
    return transformation === undefined ? [] : transformation === 'heavy';
  });
  if (told.length === 0) {
    return { value: null, source: 'unknown' };
  }
  const share = told.filter(Boolean).length / told.length;
  return {
    value: Math.round(share * 1_000) / 1_000,
    source: `catalog${ofAll(told.length, candidates)}`,
  };
}

function ofAll(count: number, all: readonly unknown[]): string {
  return count < all.length ? `, ${count} of ${all.length} integrations` : '';
}
