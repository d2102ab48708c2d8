import {
  Change,
  HealthDetail,
  Trend,
} from '@tieline/plugin-integrations-common/telemetry';
import { ReactNode } from 'react';
import { EntityLink } from '../shared/EntityLink';
import {
  formatCount,
  formatDay,
  formatDuration,
  formatInstant,
  formatMoment,
  formatShare,
} from '../shared/format';
import { Card } from '../shared/Frame';
import { StatusIcon } from '../shared/icons';
import { Measured, Unmeasured } from '../shared/Measured';
import { Since } from '../shared/Since';
import shared from '../shared/shared.module.css';
import { AcceptLevel } from './AcceptLevel';
import { beside, ChangeTitle } from './ChangeList';
import { TrendChart } from './TrendChart';
import styles from './trends.module.css';

/** What was found matters most, then what could not be judged. */
const ORDER: Trend['outcome'][] = ['raised', 'unjudged', 'blurred', 'steady'];

function levelText(indicator: Trend['indicator'], level: number): string {
  switch (indicator) {
    case 'error-rate':
      return formatShare(level);
    case 'latency':
    case 'batch-duration':
      return formatDuration(level);
    default:
      return `${level < 10 ? Number(level.toPrecision(2)) : formatCount(level)}\u00a0/h`;
  }
}

/** A ratio as what it changes: `+25 %`, `−30 %`. */
function ratioText(ratio: number): string {
  return `${ratio < 1 ? '−' : '+'}${formatCount(Math.abs(ratio - 1) * 100)}\u00a0%`;
}

function Fact(props: { term: string; children: ReactNode }) {
  return (
    <div>
      <dt>{props.term}</dt>
      <dd>{props.children}</dd>
    </div>
  );
}

function Level(props: { name: string; trend: Trend; value?: number }) {
  const { name, trend, value } = props;
  if (value === undefined) {
    return <Unmeasured because="its level is not known" />;
  }
  const text = levelText(trend.indicator, value);
  return (
    <Measured
      name={name}
      evidence={{
        value: text,
        source: 'the same hours of the week, operations by fixed weights',
        time: `judged ${formatInstant(trend.judgedAt)}`,
        note: trend.detail,
      }}
    >
      {text}
    </Measured>
  );
}

function Facts(props: { trend: Trend; now: Date }) {
  const { trend, now } = props;
  const { ratio, boundRatio, baselineFrom, baselineUntil } = trend;
  return (
    <dl className={styles.facts}>
      <Fact term="Now">
        <b className={shared.strong}>
          <Level name="Level now" trend={trend} value={trend.level} />
        </b>
      </Fact>
      <Fact term="Usually">
        <Level name="Usual level" trend={trend} value={trend.usualLevel} />
      </Fact>
      {ratio === undefined ? null : (
        <Fact term="Change">
          <b className={shared.strong}>{ratioText(ratio)}</b>
          {boundRatio === undefined ? null : (
            <span className={`${shared.small} ${shared.muted}`}>
              {' '}
              at least {ratioText(boundRatio)}, with 95&nbsp;% confidence
            </span>
          )}
        </Fact>
      )}
      {trend.shape ? (
        <Fact term="Shape">
          {trend.shape === 'step' ? 'a step, at once' : 'a ramp, bit by bit'}
        </Fact>
      ) : null}
      {baselineFrom && baselineUntil ? (
        <Fact term="Compared with">
          {formatDay(baselineFrom, now)} to {formatDay(baselineUntil, now)}
        </Fact>
      ) : null}
    </dl>
  );
}

function ChangeItem(props: { change: Change; since?: string; now: Date }) {
  const { change, since, now } = props;
  return (
    <li>
      <time dateTime={change.at} title={formatInstant(change.at)}>
        {formatMoment(change.at, now)}
      </time>{' '}
      <ChangeTitle change={change} />{' '}
      <span className={`${shared.small} ${shared.muted}`}>
        {beside(change.at, since)}, of{' '}
        {change.subjects.map((subject, index) => (
          <span key={subject}>
            {index > 0 ? ', ' : null}
            <EntityLink entityRef={subject} />
          </span>
        ))}
      </span>
    </li>
  );
}

function Changes(props: { trend: Trend; now: Date }) {
  const { trend, now } = props;
  const { changes, since } = trend;
  return (
    <div>
      <h4 className={styles.head}>What else changed then</h4>
      {changes.length ? (
        <ul className={styles.changes}>
          {changes.map(change => (
            <ChangeItem
              key={change.id}
              change={change}
              since={since}
              now={now}
            />
          ))}
        </ul>
      ) : (
        <p className={`${shared.small} ${shared.muted}`}>
          Nothing that this portal was told of, within a day of its beginning.
          Pipelines tell it with{' '}
          <code>POST /api/integration-telemetry/v1/changes</code>.
        </p>
      )}
    </div>
  );
}

function Raised(props: { health: HealthDetail; trend: Trend; now: Date }) {
  const { health, trend, now } = props;
  return (
    <li className={styles.raised}>
      <div className={styles.words}>
        <div className={shared.row}>
          <span className={shared.degraded}>
            <StatusIcon status="degraded" />
          </span>
          <h3>{trend.headline}</h3>
        </div>
        <Since instant={trend.since} now={now} />
        <Facts trend={trend} now={now} />
        <Changes trend={trend} now={now} />
        <AcceptLevel
          health={health}
          trend={trend}
          level={
            trend.level === undefined
              ? 'the new level'
              : levelText(trend.indicator, trend.level)
          }
        />
      </div>
      <TrendChart health={health} trend={trend} />
    </li>
  );
}

function Quiet(props: { trend: Trend }) {
  const { headline, detail, outcome, smallestVisibleRatio } = props.trend;
  // Nothing would have been seen yet of a level that was accepted just now.
  const isSeen = outcome === 'steady' && smallestVisibleRatio !== undefined;
  const status = isSeen ? 'healthy' : 'unknown';
  return (
    <li className={styles.quiet} data-status={status}>
      <span className={shared[status]}>
        <StatusIcon status={status} />
      </span>
      <span>
        {headline}. <span className={shared.muted}>{detail}</span>
      </span>
    </li>
  );
}

/** What changed slowly, since when and what else changed then; and how much would have been seen where nothing did. */
export function TrendsCard(props: { health: HealthDetail; now: Date }) {
  const { health, now } = props;
  const trends = [...(health.trends ?? [])].sort(
    (one, other) => ORDER.indexOf(one.outcome) - ORDER.indexOf(other.outcome),
  );
  if (trends.length === 0) {
    return null;
  }
  return (
    <Card
      title="Slow changes"
      end={
        <span className={`${shared.small} ${shared.muted}`}>
          judged {formatMoment(trends[0].judgedAt, now)}, against the same hours
          of earlier weeks
        </span>
      }
    >
      <ul aria-label="Slow changes">
        {trends.map(trend =>
          trend.outcome === 'raised' ? (
            <Raised
              key={trend.indicator}
              health={health}
              trend={trend}
              now={now}
            />
          ) : (
            <Quiet key={trend.indicator} trend={trend} />
          ),
        )}
      </ul>
    </Card>
  );
}
