import { HealthStatus } from '@tieline/plugin-integrations-common';
import {
  BurnRate,
  HealthSummary,
  Objective,
} from '@tieline/plugin-integrations-common/telemetry';
import { EntityName } from '../shared/EntityLink';
import {
  formatCount,
  formatElapsed,
  formatInstant,
  formatShare,
} from '../shared/format';
import { StatusIcon } from '../shared/icons';
import { Measured, Unmeasured } from '../shared/Measured';
import shared from '../shared/shared.module.css';
import styles from './objectives.module.css';

const MINUTE_MS = 60_000;

const titles: Record<Objective['indicator'], string> = {
  availability: 'Availability',
  latency: 'Latency',
  freshness: 'Freshness',
  'dead-letters': 'Dead letters',
};

/** A state looks like the status that it would lead to. */
const looks: Record<Objective['state'], HealthStatus> = {
  met: 'healthy',
  'at-risk': 'degraded',
  missed: 'failing',
  unmeasured: 'unknown',
};

/** `30d` as `30 d`, never broken. */
const spaced = (span: string) => span.replace(/(\d)([a-z])/gi, '$1\u00a0$2');

/** What was promised: `99.5 % over 30 d`. */
function promise({ indicator, target, window, threshold }: Objective): string {
  const over = spaced(window);
  if (indicator === 'dead-letters' && threshold) {
    return `oldest message under ${spaced(threshold)}, ${
      target === 100 ? 'always' : `${target}\u00a0% of ${over}`
    }`;
  }
  const limit = threshold ? ` within ${spaced(threshold)}` : '';
  return `${target}\u00a0%${limit} over ${over}`;
}

/** More digits the nearer it is to 100 %, where a tenth is much. */
function percent(value: number): string {
  const text = value.toLocaleString('en-GB', {
    minimumFractionDigits: value < 90 ? 1 : 2,
    maximumFractionDigits: value < 90 ? 1 : 2,
  });
  return `${text}\u00a0%`;
}

function factor(value: number): string {
  const digits = value < 10 ? 1 : 0;
  return `${value.toLocaleString('en-GB', { maximumFractionDigits: digits })}\u00a0×`;
}

/** `burn 12.8 × in 1 h, 13.2 × in 6 h` */
function burnWords(burn: readonly BurnRate[]): string | undefined {
  const shown = burn
    .filter(({ long }) => typeof long === 'number')
    .slice(0, 2)
    .map(
      ({ long, longMinutes }) =>
        `${factor(long!)} in ${formatElapsed(longMinutes * MINUTE_MS)}`,
    );
  return shown.length ? `burn ${shown.join(', ')}` : undefined;
}

/** What is left of the budget, in words. */
function leftWords(objective: Objective): string | undefined {
  const { budgetLeft, state } = objective;
  if (typeof budgetLeft === 'number') {
    return budgetLeft >= 0
      ? `${formatShare(budgetLeft)} left`
      : `overspent by ${formatShare(-budgetLeft)}`;
  }
  return state === 'unmeasured' ? undefined : 'No budget: always';
}

function Value(props: { objective: Objective; health: HealthSummary }) {
  const { objective, health } = props;
  const { indicator, value, good, total, explanation } = objective;
  const time = formatInstant(health.evaluatedAt);
  if (typeof value === 'number') {
    return (
      <Measured
        name={titles[indicator]}
        evidence={{
          value: percent(value),
          source: 'counted over the window',
          time,
          note:
            typeof good === 'number' && typeof total === 'number'
              ? `${formatCount(good)} of ${formatCount(total)} were good`
              : undefined,
        }}
      >
        <span className={styles.value}>{percent(value)}</span>
      </Measured>
    );
  }
  const oldest = Math.max(
    ...(health.deadLetters ?? []).map(queue => queue.oldestSeconds ?? 0),
  );
  if (indicator === 'dead-letters' && objective.state !== 'unmeasured') {
    const text = oldest > 0 ? formatElapsed(oldest * 1000) : 'empty';
    return (
      <Measured
        name="Oldest message"
        evidence={{ value: text, source: 'levels of the queue', time }}
      >
        <span className={styles.value}>{text}</span>
      </Measured>
    );
  }
  return <Unmeasured because={explanation} />;
}

function Bar(props: { objective: Objective }) {
  const { budgetLeft, state } = props.objective;
  const hasBudget = typeof budgetLeft === 'number';
  return (
    <div
      className={styles.bar}
      data-state={state}
      role="img"
      aria-label={`Error budget: ${leftWords(props.objective) ?? 'unmeasured'}`}
    >
      <span
        style={{
          width: `${hasBudget ? Math.min(1, Math.max(0, budgetLeft)) * 100 : 0}%`,
        }}
      />
    </div>
  );
}

function ObjectiveCard(props: { objective: Objective; health: HealthSummary }) {
  const { objective, health } = props;
  const look = looks[objective.state];
  const title = titles[objective.indicator];
  const isFiring = objective.burn?.some(({ firing }) => firing);
  const burn = burnWords(objective.burn ?? []);
  return (
    <section className={`${shared.card} ${styles.card}`} aria-label={title}>
      <div className={styles.head}>
        <h2>{title}</h2>
        <span className={`${shared.status} ${shared[look]}`}>
          <StatusIcon status={look} />
          {objective.state.replace('-', ' ')}
        </span>
      </div>
      <p className={`${shared.small} ${shared.muted}`}>{promise(objective)}</p>
      <p className={styles.number}>
        <Value objective={objective} health={health} />
      </p>
      <Bar objective={objective} />
      <p className={`${styles.between} ${shared.small}`}>
        <b className={shared.strong}>{leftWords(objective)}</b>
        {burn ? (
          <span className={isFiring ? shared[look] : shared.muted}>{burn}</span>
        ) : null}
      </p>
      <p className={`${styles.foot} ${shared.small} ${shared.muted}`}>
        {objective.explanation ?? 'Lasts to the end of the window.'}
        {objective.promisedTo ? (
          <>
            {' '}
            Promised to <EntityName entityRef={objective.promisedTo} />.
          </>
        ) : null}
      </p>
    </section>
  );
}

/** What was promised, what came of it, and how much may still go wrong. */
export function ObjectiveCards(props: { health: HealthSummary }) {
  const { health } = props;
  return health.objectives?.length ? (
    <div className={styles.cards}>
      {health.objectives.map((objective, index) => (
        <ObjectiveCard key={index} objective={objective} health={health} />
      ))}
    </div>
  ) : null;
}
