import { Pattern } from '@tieline/plugin-integrations-common';
import { CostPart } from '@tieline/plugin-integrations-common/governance';
import { IntegrationProjection } from '@tieline/plugin-integrations-node';
import { PATTERNS_WITH_PLATFORM } from '../patternParts';
import { PriceBook } from '../PriceBook';
import { groupBy } from './groupBy';
import { platformShares } from './platformShares';
import { inputOf } from './costPart';
import { PlatformShare } from './runCostParts';
import { PlatformLink, Volume } from './VolumeStore';

/** On a platform: what it costs a year, in the price list's currency. */
export const COST_ANNOTATION = 'tieline.dev/cost-per-year';
/** Far above any real figure, and low enough that sums stay exact to the cent. */
const HIGHEST = 1e9;

interface Platform {
  title: string;
  perYear: CostPart['inputs'][number] | 'included' | undefined;
  shares: Map<string, number>;
}

/** What platforms cost, and what of that falls to each integration. */
export class PlatformCosts {
  readonly #platforms: ReadonlyMap<string, Platform>;
  readonly #byIntegration: ReadonlyMap<string, string[]>;

  static async read(options: {
    projection: IntegrationProjection;
    book: PriceBook;
    links: readonly PlatformLink[];
    volumes: ReadonlyMap<string, Volume>;
  }): Promise<PlatformCosts> {
    const { projection, book, links, volumes } = options;
    const users = groupBy(links, ({ platformRef }) => platformRef);
    const platforms = new Map<string, Platform>();
    for (const [platformRef, via] of users) {
      const entity = await projection.getEntity(platformRef);
      const stated = entity?.metadata.annotations?.[COST_ANNOTATION];
      platforms.set(platformRef, {
        title:
          entity?.metadata.title ??
          entity?.metadata.name ??
          platformRef.slice(platformRef.indexOf('/') + 1),
        perYear: readStated(stated, book, platformRef) ?? priceOf(via, book),
        shares: platformShares(
          via.map(({ entityRef }) => ({
            entityRef,
            calls: volumes.get(entityRef)?.calls,
          })),
        ),
      });
    }
    return new PlatformCosts(platforms, links);
  }

  private constructor(
    platforms: ReadonlyMap<string, Platform>,
    links: readonly PlatformLink[],
  ) {
    this.#platforms = platforms;
    this.#byIntegration = new Map(
      [...groupBy(links, ({ entityRef }) => entityRef)].map(
        ([entityRef, via]) => [
          entityRef,
          via.map(({ platformRef }) => platformRef),
        ],
      ),
    );
  }

  of(entityRef: string): PlatformShare[] {
    return (this.#byIntegration.get(entityRef) ?? []).map(platformRef => {
      const { title, perYear, shares } = this.#platforms.get(platformRef)!;
      return {
        ...{ entityRef: platformRef, title, perYear },
        share: shares.get(entityRef)!,
      };
    });
  }
}

function readStated(
  stated: string | undefined,
  book: PriceBook,
  platformRef: string,
): CostPart['inputs'][number] | undefined {
  const value = Number(stated);
  if (!stated?.trim() || !(value >= 0 && value <= HIGHEST)) {
    return undefined;
  }
  const { currency } = book.list;
  return {
    id: 'platform',
    title: 'The platform',
    value: { low: value, expected: value, high: value },
    unit: `${currency === 'EUR' ? '€' : currency} a year`,
    source: `${COST_ANNOTATION} of ${platformRef}`,
  };
}

/** By what most that go via it are built as; of several the first by name. */
function priceOf(
  via: readonly PlatformLink[],
  book: PriceBook,
): Platform['perYear'] {
  const counts = [
    ...groupBy(
      via.filter(({ pattern }) => pattern !== undefined),
      ({ pattern }) => pattern as Pattern,
    ),
  ].sort(
    ([one, ones], [other, others]) =>
      others.length - ones.length || one.localeCompare(other, 'en'),
  );
  const pattern = counts[0]?.[0];
  if (pattern === 'ipaas') {
    return 'included';
  }
  return pattern && PATTERNS_WITH_PLATFORM.includes(pattern)
    ? inputOf(book, `platform-${pattern}`)
    : undefined;
}
