import {
  Evaluation,
  IntegrationScorecard,
  PortfolioScorecard,
} from '@tieline/plugin-integrations-common/governance';
import { Portal } from '../portal/Portal';
import { flat } from '../report/words';
import { onChange, waitUntil } from './waitUntil';

const RUN = 'integration.checklist.run and integration.read';

/** Runs the checklist for one integration and reads what came of it. */
export async function runForOne(
  portal: Portal,
  integration: { namespace: string; name: string },
  tell: (text: string) => void,
): Promise<{ evaluation: Evaluation; scorecard: IntegrationScorecard }> {
  const { namespace, name } = integration;
  const told = new Set<number>();
  const evaluation = await run(
    portal,
    [`integration:${namespace}/${name}`],
    ({ steps = [] }) =>
      steps.forEach(({ title, state, detail }, index) => {
        if ((state === 'done' || state === 'failed') && !told.has(index)) {
          told.add(index);
          const sign = state === 'done' ? '·' : '✗';
          tell(`${sign} ${flat(`${title}: ${detail ?? state}`)}\n`);
        }
      }),
  );
  const scorecard = await portal.askGovernance(RUN, (clients, ask) =>
    clients.scorecard.getIntegrationScorecard(integration, ask),
  );
  return { evaluation, scorecard };
}

/** Runs the checklist for all that the token may read. */
export async function runForAll(
  portal: Portal,
  tell: (text: string) => void,
): Promise<{ evaluation: Evaluation; scorecard: PortfolioScorecard }> {
  const tellChange = onChange(tell);
  const evaluation = await run(portal, undefined, ({ done, total }) =>
    tellChange(`${done} of ${total} integrations evaluated`),
  );
  const scorecard = await portal.askGovernance(RUN, (clients, ask) =>
    clients.scorecard.getScorecard({ groupBy: 'team', withRows: false }, ask),
  );
  return { evaluation, scorecard };
}

async function run(
  portal: Portal,
  entityRefs: string[] | undefined,
  tell: (evaluation: Evaluation) => void,
): Promise<Evaluation> {
  const { id } = await portal.askGovernance(RUN, ({ scorecard }, ask) =>
    scorecard.runChecklist(entityRefs && { entityRefs }, ask),
  );
  return waitUntil(
    () =>
      portal.askGovernance(RUN, ({ scorecard }, ask) =>
        scorecard.getEvaluation(id, ask),
      ),
    ({ finishedAt }) => finishedAt !== undefined,
    tell,
  );
}
