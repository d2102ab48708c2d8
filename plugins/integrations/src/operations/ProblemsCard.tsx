import { OperationsProblem } from '@tieline/plugin-integrations-common/telemetry';
import { Card } from '../shared/Frame';
import { StatusIcon } from '../shared/icons';
import { StatusLabel } from '../shared/StatusLabel';
import shared from '../shared/shared.module.css';
import styles from './operations.module.css';

/** What needs somebody, worst first, each with what to do. */
export function ProblemsCard(props: { problems: OperationsProblem[] }) {
  const { problems } = props;
  if (problems.length === 0) {
    return (
      <section
        className={`${shared.card} ${styles.fine}`}
        aria-label="Problems"
      >
        <span className={shared.healthy}>
          <StatusIcon status="healthy" />
        </span>
        <p>
          Nothing needs anybody: what arrives is taken, becomes readable and
          stays within its limits.
        </p>
      </section>
    );
  }
  return (
    <Card
      title="Needs somebody"
      end={
        <span className={`${shared.small} ${shared.muted}`}>worst first</span>
      }
    >
      <ul aria-label="Problems">
        {problems.map(problem => (
          <li
            key={problem.code}
            className={styles.problem}
            data-status={problem.status}
          >
            <StatusLabel status={problem.status} />
            <div>
              <h3>{problem.headline}</h3>
              {problem.detail ? (
                <p className={shared.muted}>{problem.detail}</p>
              ) : null}
              <p className={styles.advice}>{problem.advice}</p>
            </div>
          </li>
        ))}
      </ul>
    </Card>
  );
}
