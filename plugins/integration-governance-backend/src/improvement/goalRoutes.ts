import { integrationGoalManagePermission } from '@tieline/plugin-integrations-common';
import {
  Goal,
  GoalDetail,
  GoalList,
  GoalRequest,
  ListGoalsRequest,
} from '@tieline/plugin-integrations-common/governance';
import { RouteGuard } from '@tieline/plugin-integrations-node';
import { Request, Router } from 'express';
import { StoredGoal } from './Goal';
import { GoalOffice } from './GoalOffice';
import { GoalReader } from './GoalReader';

/** Goals: set, changed, closed, shown with how far they are. */
export function addGoalRoutes(
  router: Router,
  options: { guard: RouteGuard; reader: GoalReader; office: GoalOffice },
): void {
  const { guard, reader, office } = options;

  const mayManage = (request: Request) =>
    guard.allows(request, integrationGoalManagePermission);

  const show = async (request: Request, id: string): Promise<Goal> => {
    const readable = await guard.readCondition(request);
    const goal = await office.find(id);
    return {
      ...(await reader.show(goal, readable, new Date())),
      mayManage: !goal.closedAt && (await mayManage(request)),
    };
  };

  router.get('/v1/goals', async (request, response) => {
    const readable = await guard.readCondition(request);
    const { state, owner } = request.query as unknown as ListGoalsRequest;
    const may = await mayManage(request);
    const goals = await reader.list(
      {
        states: state,
        ownerRefs: owner?.map(ref => ref.toLocaleLowerCase('en-US')),
      },
      readable,
      new Date(),
    );
    const list: GoalList = {
      items: goals.map(goal => ({ ...goal, mayManage: may && !goal.closedAt })),
      maySet: may,
    };
    response.json(list);
  });

  router.post('/v1/goals', async (request, response) => {
    const wanted: GoalRequest = request.body;
    await guard.readCondition(request);
    const id = await guard.audited(
      request,
      {
        eventId: 'goal-set',
        severityLevel: 'medium',
        meta: { title: wanted.title, dueOn: wanted.dueOn },
      },
      async () => {
        await guard.require(request, integrationGoalManagePermission);
        return office.set(wanted, await guard.actorOf(request));
      },
    );
    response.status(201).json(await show(request, id));
  });

  router.get('/v1/goals/:id', async (request, response) => {
    const readable = await guard.readCondition(request);
    const goal = await office.find(String(request.params.id));
    const detail: GoalDetail = {
      ...(await reader.showDetail(goal, readable, new Date())),
      mayManage: !goal.closedAt && (await mayManage(request)),
    };
    response.json(detail);
  });

  const change = async (
    request: Request,
    eventId: string,
    work: (goal: StoredGoal) => Promise<void>,
  ): Promise<Goal> => {
    const id = String(request.params.id);
    await guard.readCondition(request);
    await guard.audited(
      request,
      { eventId, severityLevel: 'medium', meta: { goal: id } },
      async () => {
        await guard.require(request, integrationGoalManagePermission);
        await work(await office.find(id));
      },
    );
    return show(request, id);
  };

  router.put('/v1/goals/:id', async (request, response) => {
    response.json(
      await change(request, 'goal-change', goal =>
        office.change(goal, request.body),
      ),
    );
  });

  router.post('/v1/goals/:id/closure', async (request, response) => {
    response.json(
      await change(request, 'goal-close', async goal =>
        office.close(goal, request.body.reason, await guard.actorOf(request)),
      ),
    );
  });
}
