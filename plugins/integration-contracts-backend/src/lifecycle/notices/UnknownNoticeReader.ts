import { UnknownEnding } from '@tieline/plugin-integrations-common/contracts';
import {
  IntegrationProjection,
  IntegrationQuery,
} from '@tieline/plugin-integrations-node';
import { inBatches } from '../../database';
import { HeaderEndings } from './HeaderEndings';
import { UnknownNotice } from './NoticeMatcher';

/** More are counted. */
const MOST_SHOWN = 200;

/** Shows what responses say of the end of what nobody knows by its version. */
export class UnknownNoticeReader {
  readonly #headerEndings: HeaderEndings;
  readonly #projection: IntegrationProjection;

  constructor(options: {
    headerEndings: HeaderEndings;
    projection: IntegrationProjection;
  }) {
    this.#headerEndings = options.headerEndings;
    this.#projection = options.projection;
  }

  /**
   * The soonest first.
   *
   * @param hasFlows - whether calls that nobody declared may be shown, too
   */
  async list(
    readable: IntegrationQuery,
    hasFlows: boolean,
  ): Promise<{ items: UnknownEnding[]; totalItems: number; problem?: string }> {
    let unknown: UnknownNotice[];
    try {
      unknown = await this.#headerEndings.listUnknown();
    } catch (error) {
      return { items: [], totalItems: 0, problem: String(error) };
    }
    const shown = await this.#readableRefs(unknown, readable);
    const items = groupsOf(
      unknown.filter(({ integration }) =>
        integration ? shown.has(integration.facets.entityRef) : hasFlows,
      ),
    )
      .map(toUnknownEnding)
      .sort(soonestFirst);
    return { items: items.slice(0, MOST_SHOWN), totalItems: items.length };
  }

  async #readableRefs(
    unknown: readonly UnknownNotice[],
    readable: IntegrationQuery,
  ): Promise<Set<string>> {
    const refs = new Set(
      unknown.flatMap(({ integration }) => integration?.facets.entityRef ?? []),
    );
    const found = new Set<string>();
    for (const batch of inBatches([...refs])) {
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

/** What says the same of one host and version to one party is one thing to look at. */
function groupsOf(unknown: readonly UnknownNotice[]): UnknownNotice[][] {
  const groups = new Map<string, UnknownNotice[]>();
  for (const one of unknown) {
    const { notice } = one;
    const key = JSON.stringify([
      notice.integrationRef ?? ['flow', notice.consumer],
      notice.address,
      notice.version,
      notice.deprecatedAt,
      notice.sunsetAt,
    ]);
    const group = groups.get(key);
    if (group) {
      group.push(one);
    } else {
      groups.set(key, [one]);
    }
  }
  return [...groups.values()];
}

function toUnknownEnding(group: readonly UnknownNotice[]): UnknownEnding {
  const [{ notice, integration, contracts }] = group;
  const notices = group.map(one => one.notice);
  const distinct = (texts: string[]) => [...new Set(texts)].sort();
  return {
    ...(integration && {
      integrationRef: integration.facets.entityRef,
      integrationTitle: integration.facets.title ?? integration.facets.name,
      ownerRef: integration.facets.ownerRef,
    }),
    contracts: contracts.map(({ registry, subject }) => ({
      registry,
      subject,
    })),
    address: notice.address,
    operations: distinct(notices.map(({ operation }) => operation)),
    version: notice.version,
    consumers: distinct(notices.flatMap(({ consumer }) => consumer ?? [])),
    deprecatedAt: notice.deprecatedAt,
    sunsetAt: notice.sunsetAt,
    url: notices.find(({ url }) => url !== undefined)?.url,
    firstSeenAt: distinct(notices.map(({ firstSeenAt }) => firstSeenAt))[0],
    lastSeenAt: distinct(notices.map(({ lastSeenAt }) => lastSeenAt)).at(-1)!,
  };
}

function soonestFirst(one: UnknownEnding, other: UnknownEnding): number {
  const keyOf = ({ sunsetAt = '~', address = '', operations }: UnknownEnding) =>
    [sunsetAt, address, operations[0]].join(' ');
  return keyOf(one) < keyOf(other) ? -1 : 1;
}
