import { Button } from '@backstage/ui';
import styles from './shared.module.css';

/** Offers the new order instead of moving rows under the pointer. */
export function ResortBar(props: { moved: number; onResort: () => void }) {
  return (
    <div role="status">
      {props.moved > 0 ? (
        <div className={styles.notice}>
          <span>{props.moved} changed</span>
          <Button size="small" variant="secondary" onPress={props.onResort}>
            Re-sort
          </Button>
        </div>
      ) : null}
    </div>
  );
}
