import { IntegrationProjection } from '@tieline/plugin-integrations-node';
import { Knex } from 'knex';
import { ActiveChecklist } from '../checklist/ActiveChecklist';
import { HealthStore } from '../evidence/HealthStore';
import { ScorecardStore } from '../scorecard/ScorecardStore';
import { GoalCounter } from './GoalCounter';
import { GoalHistory } from './GoalHistory';
import { GoalOffice } from './GoalOffice';
import { GoalReader } from './GoalReader';
import { GoalStore } from './GoalStore';
import { PainPointReader } from './PainPointReader';
import { PilotFiguresReader } from './PilotFiguresReader';
import { PilotOffice } from './PilotOffice';
import { PilotPresenter } from './PilotPresenter';
import { PilotProposer } from './PilotProposer';
import { PilotStore } from './PilotStore';

/** Pain points, pilots and goals, put together. */
export function createImprovement(options: {
  knex: Knex;
  projection: IntegrationProjection;
  checklist: ActiveChecklist;
  scorecards: ScorecardStore;
  health: HealthStore;
}) {
  const store = new PilotStore(options.knex);
  const proposer = new PilotProposer(options);
  const figures = new PilotFiguresReader(options);
  const goals = new GoalStore(options.knex);
  const counter = new GoalCounter(options);
  const history = new GoalHistory({ store: goals, counter });
  return {
    pilots: {
      store,
      painPoints: new PainPointReader({ ...options, pilots: store, proposer }),
      office: new PilotOffice({ ...options, store, figures, proposer }),
      presenter: new PilotPresenter({ ...options, figures }),
    },
    goals: {
      history,
      reader: new GoalReader({ ...options, store: goals, counter, history }),
      office: new GoalOffice({ ...options, store: goals, history }),
    },
  };
}

export type Improvement = ReturnType<typeof createImprovement>;
