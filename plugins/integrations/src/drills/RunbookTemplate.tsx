import { FailureMode } from '@tieline/plugin-integrations-common/governance';
import { CopyButton } from '../shared/CopyButton';
import { ScrollRegion } from '../shared/ScrollRegion';
import shared from '../shared/shared.module.css';
import styles from './drills.module.css';

/** A section of a runbook to begin with, to be copied. */
export function RunbookTemplate(props: { mode: FailureMode }) {
  const { title, template } = props.mode;
  return (
    <div className={styles.template}>
      <ScrollRegion
        label={`Runbook template: ${title}`}
        className={shared.code}
      >
        <pre>{template}</pre>
      </ScrollRegion>
      <CopyButton text={template} label={`the runbook template of ${title}`} />
    </div>
  );
}
