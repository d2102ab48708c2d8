import { Link } from '@backstage/ui';
import { useRouteRef } from '@backstage/frontend-plugin-api';
import { Pilot } from '@tieline/plugin-integrations-common/governance';
import { practicesRouteRef } from '../routes';
import { distanceWords, formatDate } from '../shared/days';
import { IntegrationLink } from '../shared/EntityLink';
import { Card } from '../shared/Frame';
import { QueryState, SkeletonRows } from '../shared/QueryState';
import shared from '../shared/shared.module.css';

import { directionOf, measureWords, yesWords } from './improvementWords';
import { PilotLine } from './PilotLine';
import { usePilots } from './useImprovement';
import styles from './improvement.module.css';

const REQUEST = { state: ['active' as const], limit: 100 };

function MeasureWords(props: { measure: Pilot['measures'][number] }) {
  const { title, unit, before, after } = props.measure;
  const { arrow, words } = directionOf(props.measure);
  const said = (value: number | undefined) =>
    measureWords(value, unit) ?? (
      <span className={shared.unmeasured}>unmeasured</span>
    );
  return (
    <li>
      <span className={shared.muted}>{title}</span>
      <span>
        {said(before)} → {said(after)}
      </span>
      <span className={shared.small}>
        {arrow ? <span aria-hidden>{arrow} </span> : null}
        {words}
      </span>
    </li>
  );
}

function ActivePilot(props: {
  pilot: Pilot;
  now: Date;
  isOpened: boolean;
  onOpen: (id: string) => void;
}) {
  const { pilot, now, isOpened, onOpen } = props;
  return (
    <li className={styles.item} data-open={isOpened || undefined}>
      <div className={styles.between}>
        <button
          id={`pilot-${pilot.id}`}
          type="button"
          className={shared.nameButton}
          aria-expanded={isOpened}
          onClick={() => onOpen(pilot.id)}
        >
          {pilot.title}
        </button>
        <span className={shared.small}>
          {pilot.until
            ? `by ${formatDate(pilot.until, now)}, ${distanceWords(pilot.until, now)}`
            : 'without an end date'}
        </span>
      </div>
      <p>
        With{' '}
        <IntegrationLink
          integration={pilot.integration}
          tab="scorecard"
          className={shared.link}
        />
        : {yesWords(pilot.baseline)} before, {yesWords(pilot.now)} now.
      </p>
      <PilotLine points={pilot.points} />
      <ul className={styles.touched}>
        {pilot.measures.map(measure => (
          <MeasureWords key={measure.id} measure={measure} />
        ))}
      </ul>
    </li>
  );
}

/** What is being improved now, with its figures before and now. */
export function PilotsCard(props: {
  now: Date;
  openId: string | null;
  onOpen: (id: string) => void;
}) {
  const { now, openId, onOpen } = props;
  const query = usePilots(REQUEST);
  const practices = useRouteRef(practicesRouteRef);
  return (
    <Card
      title="Pilots"
      end={
        practices ? (
          <Link href={practices()} standalone className={shared.link}>
            Practices: what closed pilots taught
          </Link>
        ) : null
      }
    >
      <QueryState
        what="The pilots"
        query={query}
        skeleton={<SkeletonRows rows={2} heightPx={96} />}
      >
        {page =>
          page.items.length ? (
            <ul aria-label="Active pilots">
              {page.items.map(pilot => (
                <ActivePilot
                  key={pilot.id}
                  pilot={pilot}
                  now={now}
                  isOpened={pilot.id === openId}
                  onOpen={onOpen}
                />
              ))}
            </ul>
          ) : (
            <p className={styles.note}>
              No pilot is active. Start one from a pain point above.
            </p>
          )
        }
      </QueryState>
    </Card>
  );
}
