import { FailureMode } from '@tieline/plugin-integrations-common/governance';
import { OpenableLink } from '../shared/OpenableLink';
import shared from '../shared/shared.module.css';
import { RunbookTemplate } from './RunbookTemplate';
import styles from './drills.module.css';

/** One way to fail: what one sees, how to rehearse it, and what a runbook says of it. */
export function FailureModeItem(props: { mode: FailureMode }) {
  const { title, happens, drill, patterns, interactions, href } = props.mode;
  return (
    <li className={styles.item}>
      <div className={styles.between}>
        <h3 className={styles.name}>{title}</h3>
        {href ? (
          <OpenableLink href={href} label={`In the handbook: ${title}`}>
            In the handbook
          </OpenableLink>
        ) : null}
      </div>
      <p>{happens}</p>
      <p>
        <b className={shared.strong}>Rehearse it.</b> {drill}
      </p>
      <p className={`${shared.small} ${shared.muted}`}>
        Of {patterns.join(', ')}; {interactions.join(', ')}
      </p>
      <details>
        <summary>Runbook template: {title}</summary>
        <RunbookTemplate mode={props.mode} />
      </details>
    </li>
  );
}
