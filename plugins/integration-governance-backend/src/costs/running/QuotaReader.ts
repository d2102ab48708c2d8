import { Entity, stringifyEntityRef } from '@backstage/catalog-model';
import { Quota } from '@tieline/plugin-integrations-common/governance';
import {
  IntegrationProjection,
  IntegrationQuery,
} from '@tieline/plugin-integrations-node';
import { GroupSizes } from '../../scorecard/GroupSizes';
import { dayOf } from '../../waivers/Waiver';
import { perDayOf } from './countVolume';
import { groupBy } from './groupBy';
import { growthBetween, growthOf, runsOutOn } from './quotas';
import { connectionsOf } from './RunCostCalculator';
import { Volume, VolumeStore } from './VolumeStore';

const LIMITS: Array<{ kind: Quota['kind']; annotation: string }> = [
  { kind: 'connections', annotation: 'tieline.dev/quota-connections' },
  {
    kind: 'transactions-per-month',
    annotation: 'tieline.dev/quota-transactions-per-month',
  },
  {
    kind: 'messages-per-second',
    annotation: 'tieline.dev/capacity-per-second',
  },
];
const SECONDS_A_DAY = 86_400;
const DAY_MS = 86_400_000;
/** Integrations come in jumps: a quarter of a year tells more than a month. */
const CONNECTIONS_OVER_DAYS = 90;
/** The busiest hours of a day carry two to three times its mean. */
const PEAK_FACTOR = 3;

/** Says how much of what platforms allow is used, and when it runs out. */
export class QuotaReader {
  readonly #projection: IntegrationProjection;
  readonly #volumes: VolumeStore;
  readonly #sizes: GroupSizes;

  constructor(options: {
    projection: IntegrationProjection;
    volumes: VolumeStore;
    sizes: GroupSizes;
  }) {
    this.#projection = options.projection;
    this.#volumes = options.volumes;
    this.#sizes = options.sizes;
  }

  /**
   * Of the platforms that integrations go via which may be read. A platform's
   * use is of all that it carries: a part of it would say that there is room
   * where there is none.
   */
  async list(readable: IntegrationQuery, now: Date): Promise<Quota[]> {
    const query = this.#projection.query().select('entity_ref');
    readable(query);
    const rows: Array<{ entity_ref: string }> = await query;
    const mayRead = new Set(rows.map(row => row.entity_ref));
    const links = groupBy(
      await this.#volumes.listLinks(),
      ({ platformRef }) => platformRef,
    );
    const volumes = await this.#volumes.list(now);
    const quotas: Quota[] = [];
    for (const entity of await this.#projection.listEntities('resource')) {
      const ref = stringifyEntityRef(entity).toLocaleLowerCase('en-US');
      const carried = (links.get(ref) ?? []).map(({ entityRef }) => entityRef);
      if (carried.some(entityRef => mayRead.has(entityRef))) {
        quotas.push(
          ...(await this.#quotasOf(entity, ref, carried, volumes, now)),
        );
      }
    }
    return quotas.sort(byUrgency);
  }

  async #quotasOf(
    entity: Entity,
    platformRef: string,
    carried: readonly string[],
    volumes: ReadonlyMap<string, Volume>,
    now: Date,
  ): Promise<Quota[]> {
    const limits = LIMITS.flatMap(({ kind, annotation }) => {
      const limit = Number(entity.metadata.annotations?.[annotation]);
      return limit > 0 && Number.isFinite(limit)
        ? [{ kind, annotation, limit }]
        : [];
    });
    if (limits.length === 0) {
      return [];
    }
    const integrations = await this.#projection.listIntegrations(carried);
    const connections = integrations.reduce(
      (sum, integration) => sum + connectionsOf(integration),
      0,
    );
    const measured = carried.flatMap(entityRef => {
      const volume = volumes.get(entityRef);
      return volume?.calls === undefined ? [] : [volume];
    });
    const calls = measured.reduce((sum, volume) => sum + volume.calls!, 0);
    const perSecond = measured.reduce(
      (sum, volume) => sum + perDayOf(volume)! / SECONDS_A_DAY,
      0,
    );
    const growth = growthOf(measured);
    const more = limits.some(({ kind }) => kind === 'connections')
      ? await this.#growthInNumber(platformRef, carried.length, now)
      : undefined;
    return limits.map(({ kind, annotation, limit }): Quota => {
      const isByVolume = kind !== 'connections';
      const volume =
        kind === 'transactions-per-month' ? calls : perSecond * PEAK_FACTOR;
      const isKnown = !isByVolume || measured.length > 0;
      const used = isByVolume ? volume : connections;
      const growthPerMonth = isByVolume ? growth : more;
      return {
        platformRef,
        title: entity.metadata.title ?? entity.metadata.name,
        ...{ kind, limit },
        used: isKnown ? rounded(used) : undefined,
        share: isKnown ? rounded(used / limit) : undefined,
        growthPerMonth:
          growthPerMonth === undefined ? undefined : rounded(growthPerMonth),
        runsOutOn: isKnown
          ? runsOutOn(used, limit, growthPerMonth, now)
          : undefined,
        integrations: carried.length,
        unmeasured: carried.length - measured.length,
        source: `${annotation} of ${platformRef}`,
      };
    });
  }

  /** Connections grow as the integrations do that go via it. */
  async #growthInNumber(
    platformRef: string,
    integrations: number,
    now: Date,
  ): Promise<number | undefined> {
    const wanted = new Date(now.getTime() - CONNECTIONS_OVER_DAYS * DAY_MS);
    const before = await this.#sizes.at('platform', platformRef, dayOf(wanted));
    return (
      before &&
      growthBetween(
        before.integrations,
        integrations,
        (Date.parse(dayOf(now)) - Date.parse(before.day)) / DAY_MS,
      )
    );
  }
}

/** What runs out first, then what is used most; what nobody knows comes last. */
function byUrgency(one: Quota, other: Quota): number {
  const last = '9999';
  return (
    (one.runsOutOn ?? last).localeCompare(other.runsOutOn ?? last) ||
    (other.share ?? -1) - (one.share ?? -1) ||
    one.platformRef.localeCompare(other.platformRef, 'en') ||
    one.kind.localeCompare(other.kind, 'en')
  );
}

function rounded(value: number): number {
  return Number(value.toPrecision(6));
}
