import { Pattern } from '@tieline/plugin-integrations-common';
import { ScrollRegion } from '../shared/ScrollRegion';
import shared from '../shared/shared.module.css';
import { CurvePoint } from './curveLines';
import styles from './decide.module.css';
import { formatVolume } from './decideWords';
import { formatMoney, formatMoneyRange } from '../shared/formatMoney';

/** The curves by volume: what is expected, and the range of it. */
export function CurveTable(props: {
  points: CurvePoint[];
  lines: Pattern[];
  currency: string;
}) {
  const { points, lines, currency } = props;
  return (
    <ScrollRegion
      label="Cost over volume, as a table"
      className={styles.curveTable}
    >
      <table className={shared.table}>
        <thead>
          <tr>
            <th scope="col">Volume a day</th>
            {lines.map(pattern => (
              <th key={pattern} scope="col" className={shared.end}>
                {pattern}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {points.map(({ volumePerDay, costs }) => (
            <tr key={volumePerDay}>
              <th scope="row">{formatVolume(volumePerDay)}</th>
              {lines.map(pattern => {
                const cost = costs[pattern];
                return (
                  <td
                    key={pattern}
                    className={`${shared.end} ${shared.noWrap}`}
                  >
                    {cost ? (
                      <>
                        {formatMoney(cost.expected, currency)}{' '}
                        <span
                          className={`${shared.small} ${shared.muted} ${shared.block}`}
                        >
                          {formatMoneyRange(cost, currency)}
                        </span>
                      </>
                    ) : null}
                  </td>
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollRegion>
  );
}
