import { InputError, NotFoundError } from '@backstage/errors';
import {
  DriftAttachment,
  DriftDetail,
  DriftItem,
  DriftPage,
} from '@tieline/plugin-integrations-common/telemetry';
import {
  ProjectedIntegration,
  ServiceResolver,
} from '@tieline/plugin-integrations-node';
import { Matcher } from '../attribution/AttributionIndex';
import { FLOW_PREFIX } from '../attribution/flowId';
import { ExemplarStore } from '../exemplars/ExemplarStore';
import { toWireExemplar } from '../exemplars/toWireExemplar';
import { Exemplar } from '../series/Exemplar';
import { DayCalls } from './DayCalls';
import { DecisionStore } from './DecisionStore';
import {
  DriftItemStore,
  DriftQuery,
  ReadableIntegrations,
} from './DriftItemStore';
import { findCandidates } from './findCandidates';
import { flowMatchers, takenBy } from './flowMatchers';
import { FlowSource } from './FlowStore';
import { DriftTraffic } from './FoundDrift';
import { OwnerGuesser } from './OwnerGuesser';
import { suggestAttachment } from './suggestAttachment';
import { suggestEntity } from './suggestEntity';

const DAY_MS = 86_400_000;

/** How many days a difference's traffic is shown for. */
const SHOWN_DAYS = 30;

/** Traces of a flow that are shown, and reports that they are looked for in. */
const MOST_TRACES = 3;
const MOST_REPORTS = 500;

/** How far back its usual volume is looked for. */
const USUAL_DAYS = 7;

type Readable = ReadableIntegrations | undefined;

/** Answers what differs, and what can be done about it. */
export class DriftReader {
  readonly #items: DriftItemStore;
  readonly #decisions: DecisionStore;
  readonly #flows: FlowSource;
  readonly #days: DayCalls;
  readonly #exemplars: ExemplarStore;
  readonly #traceLink: ((exemplar: Exemplar) => string) | undefined;
  readonly #owners: OwnerGuesser;
  readonly #resolver: () => ServiceResolver;
  readonly #integrations: () => readonly ProjectedIntegration[];

  constructor(options: {
    items: DriftItemStore;
    decisions: DecisionStore;
    flows: FlowSource;
    days: DayCalls;
    exemplars: ExemplarStore;
    /** Gives a trace its address. */
    traceLink?: (exemplar: Exemplar) => string;
    owners: OwnerGuesser;
    resolver: () => ServiceResolver;
    integrations: () => readonly ProjectedIntegration[];
  }) {
    this.#items = options.items;
    this.#decisions = options.decisions;
    this.#flows = options.flows;
    this.#days = options.days;
    this.#exemplars = options.exemplars;
    this.#traceLink = options.traceLink;
    this.#owners = options.owners;
    this.#resolver = options.resolver;
    this.#integrations = options.integrations;
  }

  /** One page, worst first. */
  async list(
    filter: DriftQuery,
    page: { limit: number; cursor?: string },
    readable: Readable,
    nowMs: number,
  ): Promise<DriftPage> {
    return this.#items.list(filter, page, readable, nowMs);
  }

  /** @throws NotFoundError where there is no such difference that may be read */
  async read(
    id: string,
    readable: Readable,
    nowMs: number,
  ): Promise<DriftDetail> {
    const { item, traffic } = await this.#require(id, readable, nowMs);
    const days = await this.#days.read(
      item,
      traffic,
      nowMs - (SHOWN_DAYS - 1) * DAY_MS,
    );
    if (item.kind === 'silent') {
      return { ...item, days, candidates: [] };
    }
    const matchers = await this.#matchersOf(traffic);
    const integrations = await this.#onlyReadable(readable);
    const candidates = findCandidates(
      item,
      // What was seen on one integration's own series is no other's.
      traffic.flowIds
        ? integrations
        : integrations.filter(
            ({ facets }) => facets.entityRef === item.integrationRef,
          ),
      this.#resolver(),
    );
    const adoption = item.kind === 'undeclared' &&
      matchers.length > 0 && {
        ...suggestEntity(item, matchers, await this.#owners.guess(item)),
        alsoTakes: await this.#alsoTakes(item, matchers, readable),
      };
    return {
      ...item,
      days,
      exemplars: await this.#tracesOf(traffic),
      candidates,
      ...(adoption && { adoption }),
    };
  }

  /**
   * @param integrationRef - full, in lower case
   * @throws NotFoundError where there is no such difference or integration
   * @throws InputError where there is nothing to attach
   */
  async attach(
    id: string,
    integrationRef: string,
    readable: Readable,
    nowMs: number,
  ): Promise<DriftAttachment> {
    const { item, traffic } = await this.#require(id, readable, nowMs);
    const integration = (await this.#onlyReadable(readable)).find(
      ({ facets }) => facets.entityRef === integrationRef,
    );
    if (!integration) {
      throw new NotFoundError(
        `There is no integration ${integrationRef} that you may read`,
      );
    }
    if (item.kind === 'silent') {
      throw new InputError(
        'What is silent was declared and not seen: there is nothing to attach',
      );
    }
    if (!traffic.flowIds && item.integrationRef !== integrationRef) {
      throw new InputError(
        `This was observed on ${item.integrationRef}: it can be declared there only`,
      );
    }
    const matchers = await this.#matchersOf(traffic);
    return {
      ...suggestAttachment(item, integration, matchers),
      alsoTakes: await this.#alsoTakes(item, matchers, readable),
    };
  }

  /**
   * Takes a difference out of the list until a moment, or until it has more
   * than twice its traffic.
   *
   * @throws NotFoundError where there is no such difference that may be read
   * @throws ConflictError where it is dismissed already
   */
  async dismiss(
    id: string,
    decision: { reason: string; by: string; expiresMs: number },
    readable: Readable,
    nowMs: number,
  ): Promise<DriftItem> {
    const { item, traffic } = await this.#require(id, readable, nowMs);
    const days = await this.#days.read(
      item,
      traffic,
      nowMs - USUAL_DAYS * DAY_MS,
    );
    await this.#decisions.dismiss(item, {
      ...decision,
      atMs: nowMs,
      callsPerDay: Math.max(
        item.callsLastDay ?? 0,
        ...days.map(({ calls }) => calls),
      ),
    });
    return (await this.#require(id, readable, nowMs)).item;
  }

  /** @throws NotFoundError where there is no such difference, or it is not dismissed */
  async undo(
    id: string,
    by: string,
    readable: Readable,
    nowMs: number,
  ): Promise<DriftItem> {
    await this.#require(id, readable, nowMs);
    await this.#decisions.undo(id, by, nowMs);
    return (await this.#require(id, readable, nowMs)).item;
  }

  async #require(id: string, readable: Readable, nowMs: number) {
    const known = await this.#items.get(id, readable, nowMs);
    if (!known) {
      throw new NotFoundError(
        'There is no such difference any more: it was declared, was seen again, or was not seen for 30 days',
      );
    }
    return known;
  }

  /** Traces that show a flow, the latest first. */
  async #tracesOf(traffic: DriftTraffic): Promise<DriftDetail['exemplars']> {
    const { flowIds = [], partnerIds = [] } = traffic;
    const subjects = [...flowIds, ...partnerIds]
      .slice(0, MOST_REPORTS)
      .map(id => `${FLOW_PREFIX}${id}`);
    const exemplars = await this.#exemplars.listLatest(subjects, MOST_TRACES);
    return exemplars.map(exemplar => toWireExemplar(exemplar, this.#traceLink));
  }

  async #matchersOf(traffic: DriftTraffic): Promise<Matcher[]> {
    const ids = [...(traffic.flowIds ?? []), ...(traffic.partnerIds ?? [])];
    return ids.length > 0 ? flowMatchers(await this.#flows.listByIds(ids)) : [];
  }

  async #alsoTakes(
    item: DriftItem,
    matchers: Matcher[],
    readable: Readable,
  ): Promise<DriftAttachment['alsoTakes']> {
    if (matchers.length === 0) {
      return { total: 0, headlines: [] };
    }
    const taken = takenBy(matchers, await this.#flows.listBeside(item));
    return this.#items.listHolding(
      taken.map(({ id }) => id),
      item.id,
      readable,
    );
  }

  async #onlyReadable(readable: Readable): Promise<ProjectedIntegration[]> {
    if (!readable) {
      return [];
    }
    const rows: Array<{ entity_ref: string }> = await readable().select(
      'projection_integrations.entity_ref',
    );
    const refs = new Set(rows.map(row => row.entity_ref));
    return this.#integrations().filter(({ facets }) =>
      refs.has(facets.entityRef),
    );
  }
}
