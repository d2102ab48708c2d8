import { HealthStatus } from '@tieline/plugin-integrations-common';
import {
  VersionComparison,
  VersionEvidence,
} from '@tieline/plugin-integrations-common/telemetry';
import {
  formatCount,
  formatDuration,
  formatMinute,
  formatShare,
} from '../shared/format';
import { Card } from '../shared/Frame';
import { StatusIcon } from '../shared/icons';
import { ScrollRegion } from '../shared/ScrollRegion';
import shared from '../shared/shared.module.css';
import styles from './health.module.css';

type Verdict = VersionComparison['verdict'];

const STATUSES: Record<Verdict, HealthStatus> = {
  better: 'healthy',
  same: 'healthy',
  worse: 'degraded',
  'not-enough': 'unknown',
};

const TITLES: Record<VersionEvidence['indicator'], string> = {
  errorRate: 'Errors',
  p50Ms: 'p50',
  p95Ms: 'p95',
};

function VerdictLabel(props: { verdict: Verdict }) {
  const status = STATUSES[props.verdict];
  return (
    <span className={`${shared.status} ${shared[status]}`}>
      <StatusIcon status={status} />
      {props.verdict.replace('-', ' ')}
    </span>
  );
}

function valueOf(indicator: VersionEvidence['indicator'], value: number) {
  return indicator === 'errorRate' ? formatShare(value) : formatDuration(value);
}

/** How the newer of two versions, or of a flag's two sides, does while both run. */
export function VersionsCard(props: { comparison: VersionComparison }) {
  const { comparison } = props;
  const { baseline, candidate, evidence } = comparison;
  return (
    <Card
      title={
        <span className={shared.row}>
          Versions side by side <VerdictLabel verdict={comparison.verdict} />
        </span>
      }
      end={
        <span className={`${shared.small} ${shared.muted}`}>
          {formatMinute(comparison.from)} to {formatMinute(comparison.to)}
        </span>
      }
    >
      <p className={shared.cardBody}>
        <b className={shared.strong}>{comparison.headline}.</b>{' '}
        <span className={shared.muted}>
          {formatCount(comparison.candidateCalls)} calls with {candidate},{' '}
          {formatCount(comparison.baselineCalls)} with {baseline}, of{' '}
          {comparison.operations}{' '}
          {comparison.operations === 1 ? 'operation' : 'operations'} that both
          were called for.
        </span>
      </p>
      {evidence.length ? (
        <ScrollRegion label="Versions side by side">
          <table className={shared.table}>
            <thead>
              <tr>
                <th scope="col">Indicator</th>
                <th scope="col">Verdict</th>
                <th scope="col" className={shared.end}>
                  {baseline}
                </th>
                <th scope="col" className={shared.end}>
                  {candidate}
                </th>
                <th scope="col">Evidence</th>
              </tr>
            </thead>
            <tbody>
              {evidence.map(item => (
                <tr key={item.indicator}>
                  <th scope="row">{TITLES[item.indicator]}</th>
                  <td>
                    <VerdictLabel verdict={item.verdict} />
                  </td>
                  <td className={shared.end}>
                    {valueOf(item.indicator, item.baseline)}
                  </td>
                  <td className={shared.end}>
                    {valueOf(item.indicator, item.candidate)}
                  </td>
                  <td className={`${shared.muted} ${styles.words}`}>
                    {item.words}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </ScrollRegion>
      ) : null}
    </Card>
  );
}
