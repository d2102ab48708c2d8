import {
  AssessmentRow,
  Score,
} from '@tieline/plugin-integrations-common/governance';
import { IntegrationLink } from '../shared/EntityLink';
import { Owner } from '../shared/Owner';
import { ResultChange } from '../shared/ResultChange';
import { ScrollRegion } from '../shared/ScrollRegion';
import shared from '../shared/shared.module.css';
import { changeWord } from './assessmentWords';
import styles from './assessments.module.css';

function scoreWords(score: Score | undefined, absent: string): string {
  return score ? `${score.yes} of ${score.applicable}` : absent;
}

function Row({ row }: { row: AssessmentRow }) {
  const { integration, score, before, change, changes } = row;
  return (
    <tr>
      <th scope="row">
        <IntegrationLink
          integration={integration}
          tab="scorecard"
          className={shared.link}
        />
      </th>
      <td>
        <Owner ownerRef={integration.ownerRef} />
      </td>
      <td className={change === 'worse' ? shared.failing : undefined}>
        {changeWord(change)}
      </td>
      <td className={shared.noWrap}>
        {scoreWords(before, change === 'new' ? 'not there' : 'not judged')} →{' '}
        {scoreWords(score, change === 'gone' ? 'gone' : 'not judged')}
      </td>
      <td>
        <ul>
          {changes.map(({ checkId, title, from, to }) => (
            <li key={checkId}>
              {title}: <ResultChange from={from} to={to} />
            </li>
          ))}
        </ul>
      </td>
    </tr>
  );
}

/** Integrations with how they changed, and which checks did. */
export function ChangedRows({ rows }: { rows: AssessmentRow[] }) {
  return (
    <ScrollRegion label="Integrations">
      <table className={`${shared.table} ${styles.rows}`}>
        <thead>
          <tr>
            <th scope="col">Integration</th>
            <th scope="col">Owner</th>
            <th scope="col">Change</th>
            <th scope="col">Answered yes</th>
            <th scope="col">Checks</th>
          </tr>
        </thead>
        <tbody>
          {rows.map(row => (
            <Row key={row.integration.entityRef} row={row} />
          ))}
        </tbody>
      </table>
    </ScrollRegion>
  );
}
