import { DriftDetail } from '@tieline/plugin-integrations-common/telemetry';
import shared from '../shared/shared.module.css';
import { AlsoTakes } from './AlsoTakes';
import { YamlToCopy } from './YamlToCopy';
import styles from './drift.module.css';

/** A ready entry for the catalog. */
export function AdoptPart(props: {
  adoption: NonNullable<DriftDetail['adoption']>;
}) {
  const { yaml, guesses, alsoTakes } = props.adoption;
  return (
    <div className={styles.part}>
      <p className={`${shared.small} ${shared.muted}`}>
        Put it into a file that the catalog reads. Tieline writes no file: it is
        yours to change.
      </p>
      <YamlToCopy label="YAML of an Integration" yaml={yaml} />
      <AlsoTakes alsoTakes={alsoTakes} />
      <h3>Look at these before you commit it</h3>
      <ul className={styles.guesses}>
        {guesses.map(guess => (
          <li key={guess}>{guess}</li>
        ))}
      </ul>
    </div>
  );
}
