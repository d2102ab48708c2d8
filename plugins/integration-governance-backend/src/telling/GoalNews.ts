import { Knex } from 'knex';
import { GoalReader, GoalReminder } from '../improvement/GoalReader';
import { StoredPilot } from '../improvement/Pilot';
import { PilotStore } from '../improvement/PilotStore';
import { counted } from '../checklist/checks/words';
import { News, Teller } from './Teller';

const PAGE = '/scorecard?view=improvement';

/** Reminds of goals that are near their day or past it, and of pilots that go on for too long. */
export class GoalNews {
  readonly #knex: Knex;
  readonly #teller: Teller;
  readonly #goals: Pick<GoalReader, 'dueForReminder'>;
  readonly #pilots: Pick<PilotStore, 'overdue'>;

  constructor(options: {
    knex: Knex;
    teller: Teller;
    goals: Pick<GoalReader, 'dueForReminder'>;
    pilots: Pick<PilotStore, 'overdue'>;
  }) {
    this.#knex = options.knex;
    this.#teller = options.teller;
    this.#goals = options.goals;
    this.#pilots = options.pilots;
  }

  async tell(now: Date): Promise<void> {
    for (const reminder of await this.#goals.dueForReminder(now)) {
      const { ownerRef, setBy } = reminder.goal;
      await this.#tellOnce(ownerRef ?? setBy, toGoalNews(reminder));
    }
    for (const pilot of await this.#pilots.overdue(now)) {
      await this.#tellOnce(
        pilot.ownerRef ?? pilot.startedBy,
        toPilotNews(pilot),
      );
    }
  }

  async #tellOnce(recipient: string, news: News): Promise<void> {
    if (await this.#teller.isNew(news.occasion)) {
      await this.#knex.transaction(tx =>
        this.#teller.tell(tx, [recipient], news),
      );
    }
  }
}

function toGoalNews({ goal, occasion, daysLeft }: GoalReminder): News {
  const { id, title, met, total, dueOn } = goal;
  return {
    topic: 'scorecard-goal',
    occasion: `goal ${occasion}`,
    title: `${title}: ${leftInWords(daysLeft)}`,
    lines: [
      `${met} of ${counted(total, 'integration', 'integrations')} there; its day is ${dueOn}.`,
    ],
    link: `${PAGE}&goal=${encodeURIComponent(id)}`,
    severity: daysLeft < 0 ? 'high' : 'normal',
  };
}

function leftInWords(daysLeft: number): string {
  if (daysLeft < 0) {
    return 'its day has passed';
  }
  return daysLeft === 0
    ? 'today is its day'
    : `${counted(daysLeft, 'day', 'days')} left`;
}

function toPilotNews({ id, title, until, integration }: StoredPilot): News {
  return {
    topic: 'scorecard-goal',
    occasion: `pilot ${id} overdue ${until}`,
    title: `${title}: the pilot was to end by ${until}`,
    lines: [
      `It goes on with ${integration.title ?? integration.name}. Write it up, or stop it.`,
    ],
    link: `${PAGE}&pilot=${encodeURIComponent(id)}`,
    severity: 'normal',
    entityRef: integration.entityRef,
  };
}
