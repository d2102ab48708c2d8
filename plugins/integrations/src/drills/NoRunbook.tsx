import { Runbook } from '@tieline/plugin-integrations-common/governance';
import shared from '../shared/shared.module.css';
import { RunbookTemplate } from './RunbookTemplate';
import styles from './drills.module.css';

/** What stands where there is no runbook: how to begin one, and where to name it. */
export function NoRunbook(props: { modes: Runbook['modes'] }) {
  const [first] = props.modes;
  return (
    <div className={styles.form}>
      <p>
        There is no runbook: write a page that says what to do when this fails,
        and name its address in <code>spec.operations.runbook.url</code> of the
        entity.
      </p>
      {first ? (
        <>
          <p className={shared.muted}>
            Begin with the first failure, {first.title}:
          </p>
          <RunbookTemplate mode={first} />
        </>
      ) : null}
    </div>
  );
}
