import {
  ChecklistDifference,
  ChecklistVersionDetail,
} from '@tieline/plugin-integrations-common/governance';
import { Card } from '../shared/Frame';
import { ScrollRegion } from '../shared/ScrollRegion';
import shared from '../shared/shared.module.css';
import styles from './checklist.module.css';

function Value({ text }: { text: string | undefined }) {
  return text === undefined ? (
    <span className={shared.muted}>not set</span>
  ) : (
    <span className={styles.words}>{text}</span>
  );
}

function Properties({ difference }: { difference: ChecklistDifference }) {
  if (difference.changes.length === 0) {
    return null;
  }
  return (
    <ScrollRegion label={`Properties of ${difference.title}`}>
      <table className={shared.table}>
        <thead>
          <tr>
            <th scope="col">Property</th>
            <th scope="col">Before</th>
            <th scope="col">After</th>
          </tr>
        </thead>
        <tbody>
          {difference.changes.map(({ property, before, after }) => (
            <tr key={property}>
              <th scope="row">{property}</th>
              <td>
                <Value text={before} />
              </td>
              <td>
                <Value text={after} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollRegion>
  );
}

/** In which questions and checks a version differs from the one that counts. */
export function DifferencesCard({
  detail,
}: {
  detail: ChecklistVersionDetail;
}) {
  const { differences, comparedWith } = detail;
  return (
    <Card title={`Differences from ${comparedWith}`}>
      {differences.length ? (
        <ul aria-label={`Differences from ${comparedWith}`}>
          {differences.map(difference => (
            <li
              key={`${difference.of} ${difference.id}`}
              className={styles.item}
            >
              <p>
                <span className={shared.tag}>{difference.kind}</span>{' '}
                {difference.of}{' '}
                <b className={shared.strong}>{difference.title}</b>{' '}
                <span className={shared.mono}>{difference.id}</span>
              </p>
              <Properties difference={difference} />
            </li>
          ))}
        </ul>
      ) : (
        <p className={`${shared.cardBody} ${shared.muted}`}>
          It asks and tests the same.
        </p>
      )}
    </Card>
  );
}
