import { RouteGuard } from '@tieline/plugin-integrations-node';
import { Router } from 'express';
import { CostModel } from './CostModel';

/** What costs are calculated from. */
export function addCostRoutes(
  router: Router,
  { guard, model }: { guard: RouteGuard; model: CostModel },
): void {
  router.get('/v1/prices', async (request, response) => {
    await guard.readCondition(request);
    response.json(model.prices);
  });
}
