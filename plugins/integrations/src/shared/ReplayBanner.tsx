import { formatShare } from './format';
import { useReceiverStatus } from './queries';
import styles from './shared.module.css';

/** Says that history is still coming in, and how far it is. */
export function ReplayBanner() {
  const { data } = useReceiverStatus();
  const running = data?.replays.filter(replay => replay.completedShare < 1);
  if (!running?.length) {
    return null;
  }
  const share =
    running.reduce((sum, replay) => sum + replay.completedShare, 0) /
    running.length;
  return (
    <div role="status" className={styles.notice}>
      <span>
        History is being replayed: {formatShare(Math.floor(share * 100) / 100)}.
        What is usual, and for how long something lasts, settles when it is
        done.
      </span>
      <progress value={share} max={1} aria-label="Replay of history" />
    </div>
  );
}
