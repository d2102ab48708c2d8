import { Pilot } from '@tieline/plugin-integrations-common/governance';
import { DayChart } from '../shared/DayChart';
import { ScrollRegion } from '../shared/ScrollRegion';
import shared from '../shared/shared.module.css';
import { ResultLabel } from '../shared/StatusLabel';
import { directionOf, formatFactor, measureWords } from './improvementWords';
import styles from './improvement.module.css';

function Figure(props: { value: string | undefined }) {
  return props.value === undefined ? (
    <span className={shared.unmeasured}>unmeasured</span>
  ) : (
    <>{props.value}</>
  );
}

/** The frozen figures beside those of now, or of the end. */
export function MeasureTable(props: { pilot: Pilot }) {
  const { measures, state } = props.pilot;
  if (!measures.length) {
    return <p className={shared.muted}>No figure was measured.</p>;
  }
  return (
    <ScrollRegion label="Before and after">
      <table className={shared.table}>
        <thead>
          <tr>
            <th scope="col">Measure</th>
            <th scope="col" className={shared.end}>
              Before
            </th>
            <th scope="col" className={shared.end}>
              {state === 'active' ? 'Now' : 'After'}
            </th>
            <th scope="col">Change</th>
          </tr>
        </thead>
        <tbody>
          {measures.map(measure => {
            const { arrow, words } = directionOf(measure);
            return (
              <tr key={measure.id}>
                <th scope="row">{measure.title}</th>
                <td className={shared.end}>
                  <Figure value={measureWords(measure.before, measure.unit)} />
                </td>
                <td className={shared.end}>
                  <Figure value={measureWords(measure.after, measure.unit)} />
                </td>
                <td>
                  {arrow ? <span aria-hidden>{arrow} </span> : null}
                  {words}
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </ScrollRegion>
  );
}

/** The checks that it is about, before and after. */
export function PilotChecks(props: { pilot: Pilot }) {
  return (
    <ul className={styles.touched} aria-label="Checks">
      {props.pilot.checks.map(({ checkId, title, before, after }) => (
        <li key={checkId}>
          <span className={shared.strong}>{title}</span>
          <span className={shared.row}>
            <ResultLabel result={before} /> →{' '}
            {after ? <ResultLabel result={after} /> : 'not judged since'}
          </span>
        </li>
      ))}
    </ul>
  );
}

/** How many questions were answered yes, day by day. */
export function PilotChart(props: { pilot: Pilot }) {
  const { id, title, points, endedAt } = props.pilot;
  if (!points.length) {
    return <p className={shared.muted}>No day has been recorded yet.</p>;
  }
  return (
    <DayChart
      title={`Questions answered yes, ${title}`}
      parameter={`chart-${id}`}
      points={points}
      until={endedAt?.slice(0, 10)}
      series={[
        { id: 'yes', title: 'yes', valueOf: ({ yes }) => yes },
        {
          id: 'applicable',
          title: 'applicable',
          isDashed: true,
          valueOf: ({ applicable }) => applicable,
        },
      ]}
      format={formatFactor}
      fileName={`pilot-${id}.csv`}
    />
  );
}
