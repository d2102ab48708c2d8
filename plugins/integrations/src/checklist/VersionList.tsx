import { ChecklistVersion } from '@tieline/plugin-integrations-common/governance';
import { formatDay } from '../shared/format';
import { Card } from '../shared/Frame';
import shared from '../shared/shared.module.css';
import { STATE_WORDS } from './checklistWords';
import styles from './checklist.module.css';

function evaluatedWords({ preview, state }: ChecklistVersion): string {
  return state === 'draft' && preview?.state === 'running'
    ? `, ${preview.done} of ${preview.total} evaluated`
    : '';
}

/** Every version, drafts first; the chosen one is shown beside them. */
export function VersionList(props: {
  versions: ChecklistVersion[];
  chosen: string | undefined;
  now: Date;
  onChoose: (version: string) => void;
}) {
  const { versions, chosen, now, onChoose } = props;
  return (
    <Card title="Versions">
      <ul aria-label="Versions">
        {versions.map(one => (
          <li
            key={one.version}
            className={styles.version}
            data-open={one.version === chosen || undefined}
          >
            <button
              type="button"
              className={shared.nameButton}
              aria-current={one.version === chosen || undefined}
              onClick={() => onChoose(one.version)}
            >
              {one.version}
            </button>
            <span className={`${shared.small} ${shared.muted}`}>
              {STATE_WORDS[one.state]}, since{' '}
              {formatDay(one.endedAt ?? one.activatedAt ?? one.createdAt, now)}
              {evaluatedWords(one)}
            </span>
          </li>
        ))}
      </ul>
    </Card>
  );
}
