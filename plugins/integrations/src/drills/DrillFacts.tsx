import { Drill } from '@tieline/plugin-integrations-common/governance';
import { Publisher } from '../contracts/Publisher';
import { EntityLink, IntegrationLink } from '../shared/EntityLink';
import {
  formatInstant,
  formatMinute,
  formatMoment,
  withLocalTimes,
} from '../shared/format';
import { Owner } from '../shared/Owner';
import shared from '../shared/shared.module.css';
import { DrillLabel } from './DrillLabel';
import { isFromPipeline, silenceWords } from './drillWords';
import styles from './drills.module.css';

function Planned(props: { drill: Drill; now: Date }) {
  const { drill, now } = props;
  const { from, to, people, createdAt, createdBy } = drill;
  return (
    <>
      <dt>Window</dt>
      <dd>
        <time dateTime={from}>{formatMinute(from)}</time> to{' '}
        <time dateTime={to}>{formatMinute(to)}</time>
      </dd>
      {drill.state === 'planned' ? (
        <>
          <dt>Alarms</dt>
          <dd className={drill.silenceProblem ? shared.failing : undefined}>
            {withLocalTimes(silenceWords(drill))}
          </dd>
        </>
      ) : null}
      <dt>Planned by</dt>
      <dd>
        <Publisher by={createdBy} />{' '}
        <time
          dateTime={createdAt}
          title={formatInstant(createdAt)}
          className={`${shared.small} ${shared.muted}`}
        >
          {formatMoment(createdAt, now)}
        </time>
      </dd>
      {people.length ? (
        <>
          <dt>With</dt>
          <dd>
            {people.map((ref, index) => (
              <span key={ref}>
                {index ? ', ' : ''}
                <EntityLink entityRef={ref} />
              </span>
            ))}
          </dd>
        </>
      ) : null}
    </>
  );
}

/** What is rehearsed, where, when, by whom, and whether its alarms tell anybody. */
export function DrillFacts(props: { drill: Drill; now: Date }) {
  const { drill, now } = props;
  const { integration, environment } = drill;
  return (
    <section className={styles.section} aria-label="Facts">
      <DrillLabel drill={drill} />
      {isFromPipeline(drill) ? (
        <p className={shared.muted}>
          A fault test of a pipeline, pushed by{' '}
          <Publisher by={drill.createdBy} />. It counts until people drill the
          same failure.
        </p>
      ) : null}
      <dl className={styles.facts}>
        <dt>Integration</dt>
        <dd>
          <IntegrationLink integration={integration} className={shared.link} />
        </dd>
        <dt>Owner</dt>
        <dd>
          <Owner ownerRef={integration.ownerRef} />
        </dd>
        <dt>Environment</dt>
        <dd>{environment}</dd>
        {isFromPipeline(drill) ? null : <Planned drill={drill} now={now} />}
      </dl>
    </section>
  );
}
