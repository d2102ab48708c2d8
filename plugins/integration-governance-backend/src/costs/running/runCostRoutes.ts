import { NotFoundError } from '@backstage/errors';
import { PriceList } from '@tieline/plugin-integrations-common/governance';
import { encodeCursor, RouteGuard } from '@tieline/plugin-integrations-node';
import { Router } from 'express';
import { SurroundingsCache } from '../../evidence/SurroundingsCache';
import { addUp } from '../PriceListCostModel';
import { windowAt } from './countVolume';
import { groupRunCosts, RunCostGroupBy } from './groupRunCosts';
import { readOffset } from './readOffset';
import { QuotaReader } from './QuotaReader';
import { RunCostOrder, RunCostStore } from './RunCostStore';

interface ListQuery {
  orderBy?: RunCostOrder;
  owner?: string[];
  system?: string[];
  pattern?: string[];
  criticality?: string[];
  platform?: string[];
  text?: string;
  limit: number;
  cursor?: string;
}

/** What integrations cost to run, and how much of what platforms allow is used. */
export function addRunCostRoutes(
  router: Router,
  options: {
    guard: RouteGuard;
    store: RunCostStore;
    quotas: QuotaReader;
    surroundings: SurroundingsCache;
    prices: PriceList;
  },
): void {
  const { guard, store, quotas, surroundings, prices } = options;
  const { currency } = prices;

  const stamp = () => {
    const { from, to } = windowAt(new Date());
    return {
      currency,
      prices: countPrices(prices),
      from: from.toISOString(),
      to: to.toISOString(),
    };
  };

  router.get('/v1/run-costs', async (request, response) => {
    const readable = await guard.readCondition(request);
    const {
      orderBy = 'total',
      limit,
      cursor,
      platform: via,
      ...filter
    } = request.query as unknown as ListQuery;
    const offset = readOffset(cursor);
    const page = await store.list({ ...filter, via }, readable, {
      ...{ orderBy, limit, offset },
    });
    const next = offset + page.items.length;
    response.json({
      ...page,
      ...stamp(),
      pageInfo: {
        nextCursor:
          next < page.totalItems ? encodeCursor({ offset: next }) : undefined,
      },
    });
  });

  router.get('/v1/run-costs/:namespace/:name', async (request, response) => {
    const readable = await guard.readCondition(request);
    const { namespace, name } = request.params;
    const cost = await store.get(
      `integration:${namespace}/${name}`.toLocaleLowerCase('en-US'),
      readable,
    );
    if (!cost) {
      throw new NotFoundError(
        `There is no cost of an integration ${namespace}/${name} that you may read. A new one has its cost within 15 minutes.`,
      );
    }
    response.json(cost);
  });

  router.get('/v1/run-cost-groups', async (request, response) => {
    const readable = await guard.readCondition(request);
    const by = request.query.groupBy as RunCostGroupBy;
    const figures = await store.figures(readable);
    response.json({
      groupBy: by,
      groups: groupRunCosts(by, figures, await surroundings.get()),
      total: addUp(figures.map(({ perMonth }) => perMonth)),
      ...stamp(),
    });
  });

  router.get('/v1/quotas', async (request, response) => {
    const readable = await guard.readCondition(request);
    response.json({ items: await quotas.list(readable, new Date()) });
  });
}

/** How many of the prices are the organisation's own. */
export function countPrices({ items }: PriceList) {
  return {
    total: items.length,
    own: items.filter(({ isExample }) => !isExample).length,
  };
}
