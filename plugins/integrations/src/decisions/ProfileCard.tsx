import { Profile } from '@tieline/plugin-integrations-common/governance';
import { titleOf } from '../decide/answerFields';
import { formatVolume } from '../decide/decideWords';
import { formatDuration } from '../shared/format';
import { Card } from '../shared/Frame';
import shared from '../shared/shared.module.css';
import { Fact } from './Fact';
import styles from './decisions.module.css';

function valueWords(field: string, value: unknown): string {
  if (typeof value === 'number') {
    return field === 'latencyMs' ? formatDuration(value) : formatVolume(value);
  }
  if (value && typeof value === 'object') {
    return Object.entries(value)
      .map(pair => pair.join(' '))
      .join(', ');
  }
  return String(value).replaceAll('-', ' ');
}

/** The needs that a pattern was chosen for. */
export function ProfileCard(props: { profile: Profile }) {
  return (
    <Card title="What it was decided for">
      <dl className={`${shared.cardBody} ${styles.facts}`}>
        {Object.entries(props.profile).map(([field, value]) => (
          <Fact key={field} term={titleOf(field)}>
            {valueWords(field, value)}
          </Fact>
        ))}
      </dl>
    </Card>
  );
}
