import { RouteGuard } from '@tieline/plugin-integrations-node';
import { Router } from 'express';
import { BuildOrBuyDesk } from './BuildOrBuyDesk';

/** Whether to build, to buy, or to do both. */
export function addBuildOrBuyRoutes(
  router: Router,
  { guard, desk }: { guard: RouteGuard; desk: BuildOrBuyDesk },
): void {
  router.post('/v1/build-or-buy', async (request, response) => {
    const readable = await guard.readCondition(request);
    response.json(await desk.weigh(request.body, readable, new Date()));
  });
}
