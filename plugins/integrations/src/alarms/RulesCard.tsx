import { AlarmRule } from '@tieline/plugin-integrations-common/telemetry';
import { formatCount, formatElapsed, formatShare } from '../shared/format';
import { Card } from '../shared/Frame';
import { QueryState, SkeletonRows } from '../shared/QueryState';
import { ScrollRegion } from '../shared/ScrollRegion';
import shared from '../shared/shared.module.css';
import { ruleTitle } from './alarmWords';
import { useAlarmRules } from './useAlarms';

const MINUTE_MS = 60_000;

function usefulShare(rule: AlarmRule): string | undefined {
  const rated = rule.useful + rule.notUseful;
  return rated === 0
    ? undefined
    : `${formatShare(rule.useful / rated)} of ${formatCount(rated)}`;
}

/** Which rules raise alarms that people want. */
export function RulesCard() {
  const query = useAlarmRules();
  return (
    <Card
      title="How useful were they"
      end={
        <span className={`${shared.small} ${shared.muted}`}>last 90 days</span>
      }
    >
      <QueryState
        what="How useful the alarms were"
        query={query}
        skeleton={<SkeletonRows rows={3} heightPx={40} />}
      >
        {({ items }) =>
          items.length ? (
            <ScrollRegion label="How useful the alarms of each rule were">
              <table className={shared.table}>
                <caption className={shared.hidden}>
                  How useful the alarms of each rule were
                </caption>
                <thead>
                  <tr>
                    <th scope="col">Rule</th>
                    <th scope="col" className={shared.end}>
                      Alarms
                    </th>
                    <th scope="col" className={shared.end}>
                      Acknowledged
                    </th>
                    <th scope="col" className={shared.end}>
                      On for, mean
                    </th>
                    <th scope="col" className={shared.end}>
                      Useful
                    </th>
                  </tr>
                </thead>
                <tbody>
                  {items.map(rule => (
                    <tr key={rule.rule}>
                      <th scope="row">{ruleTitle(rule.rule)}</th>
                      <td className={shared.end}>{formatCount(rule.alarms)}</td>
                      <td className={shared.end}>
                        {formatCount(rule.acknowledged)}
                      </td>
                      <td className={shared.end}>
                        {rule.meanDurationMinutes === undefined
                          ? 'still on'
                          : formatElapsed(rule.meanDurationMinutes * MINUTE_MS)}
                      </td>
                      <td className={shared.end}>
                        {usefulShare(rule) ?? (
                          <span className={shared.unmeasured}>not rated</span>
                        )}
                      </td>
                    </tr>
                  ))}
                </tbody>
              </table>
            </ScrollRegion>
          ) : (
            <p className={shared.cardBody}>
              No rule has raised an alarm in this time.
            </p>
          )
        }
      </QueryState>
    </Card>
  );
}
