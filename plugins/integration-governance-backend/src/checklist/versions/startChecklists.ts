import { LifecycleService, LoggerService } from '@backstage/backend-plugin-api';
import {
  IntegrationProjection,
  PollingLoop,
} from '@tieline/plugin-integrations-node';
import { Knex } from 'knex';
import { Evaluator } from '../../scorecard/Evaluator';
import { ChecklistEffectStore } from './ChecklistEffectStore';
import { ChecklistOffice } from './ChecklistOffice';
import { ChecklistPreviews } from './ChecklistPreviews';
import { ChecklistRouteOptions } from './checklistRoutes';
import { Checklists } from './openChecklists';

const LOOK_EVERY_MS = 2_000;
const PREVIEW_EVERY_MS = 5_000;

/**
 * Notices which version counts, and evaluates what drafts would change, until
 * the plugin shuts down.
 *
 * @returns what the routes need
 */
export function startChecklists(
  { store, library, base, active }: Checklists,
  options: {
    knex: Knex;
    projection: IntegrationProjection;
    evaluator: Evaluator;
    lifecycle: LifecycleService;
    logger: LoggerService;
  },
): ChecklistRouteOptions {
  const { knex, projection, evaluator, lifecycle, logger } = options;
  const effects = new ChecklistEffectStore(knex, projection);
  const previews = new ChecklistPreviews({
    ...{ knex, evaluator, library, effects, logger },
  });
  const office = new ChecklistOffice({
    ...{ knex, store, base, active, evaluator, logger },
  });
  // Before each chunk too; where nothing is evaluated, this notices.
  new PollingLoop({
    name: 'Looking which checklist counts',
    turn: async () => {
      await active.refresh();
    },
    pauseMs: LOOK_EVERY_MS,
    logger,
  }).start(lifecycle);
  const previewLoop = new PollingLoop({
    name: 'Evaluating what drafts would change',
    turn: () => previews.runOpen(),
    pauseMs: PREVIEW_EVERY_MS,
    logger,
  });
  previewLoop.start(lifecycle);
  lifecycle.addShutdownHook(() => previews.stop());
  return { store, effects, office, previews, wake: () => previewLoop.wake() };
}
