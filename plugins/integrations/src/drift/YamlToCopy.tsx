import { CopyButton } from '../shared/CopyButton';
import { ScrollRegion } from '../shared/ScrollRegion';
import shared from '../shared/shared.module.css';
import styles from './drift.module.css';

/** A text to copy into a file. */
export function YamlToCopy(props: { label: string; yaml: string }) {
  return (
    <div className={styles.yaml}>
      <ScrollRegion className={shared.code} label={props.label}>
        <pre>{props.yaml}</pre>
      </ScrollRegion>
      <CopyButton key={props.yaml} text={props.yaml} />
    </div>
  );
}
