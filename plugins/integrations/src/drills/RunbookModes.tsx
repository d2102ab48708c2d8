import { Runbook } from '@tieline/plugin-integrations-common/governance';
import { LookLabel } from '../shared/LookLabel';
import shared from '../shared/shared.module.css';
import { LastDrilled } from './LastDrilled';
import styles from './drills.module.css';

/** While nobody has confirmed what the runbook covers, that is not known. */
function coverageOf(
  { confirmation }: Runbook,
  { isCovered }: Runbook['modes'][number],
) {
  if (!confirmation) {
    return { look: 'unmeasured', title: 'not confirmed' } as const;
  }
  return isCovered
    ? ({ look: 'pass', title: 'covered' } as const)
    : ({ look: 'fail', title: 'not covered' } as const);
}

/** The ways in which it can fail: whether the runbook covers them, and when each was last rehearsed. */
export function RunbookModes(props: { runbook: Runbook; now: Date }) {
  const { runbook, now } = props;
  if (!runbook.modes.length) {
    return (
      <p className={shared.muted}>
        No way to fail is known for its pattern and interaction.
      </p>
    );
  }
  return (
    <ul aria-label="Failures" className={styles.modes}>
      {runbook.modes.map(mode => (
        <li key={mode.id} className={styles.between}>
          <span className={styles.grow} title={mode.happens}>
            {mode.title}
          </span>
          {runbook.href ? <LookLabel {...coverageOf(runbook, mode)} /> : null}
          <span className={`${shared.small} ${shared.muted}`}>
            last drilled: <LastDrilled on={mode.lastDrilledOn} now={now} />
          </span>
        </li>
      ))}
    </ul>
  );
}
