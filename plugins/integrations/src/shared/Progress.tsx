import { formatCount } from './format';
import shared from './shared.module.css';

/** How far something is, as a bar and in words. */
export function Progress(props: {
  /** What is counted: `Evaluated`. */
  label: string;
  done: number;
  total: number;
}) {
  const { label, done, total } = props;
  const words = `${formatCount(done)} of ${formatCount(total)} integrations`;
  return (
    <div>
      <div
        role="progressbar"
        aria-label={label}
        aria-valuemin={0}
        aria-valuemax={total}
        aria-valuenow={done}
        aria-valuetext={words}
        className={shared.progress}
      >
        <span style={{ width: `${total ? (100 * done) / total : 0}%` }} />
      </div>
      <p className={`${shared.small} ${shared.muted}`}>
        {label}: {words}
      </p>
    </div>
  );
}
