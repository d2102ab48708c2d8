import { RollUp } from '@tieline/plugin-integrations-common/governance';
import { EntityLink } from '../shared/EntityLink';
import { formatCount, formatShare } from '../shared/format';
import { Unmeasured } from '../shared/Measured';
import { ScrollRegion } from '../shared/ScrollRegion';
import shared from '../shared/shared.module.css';

/** Teams as they stood, worst first. */
export function TeamsTable({ teams }: { teams: RollUp[] }) {
  return (
    <ScrollRegion label="Teams">
      <table className={shared.table}>
        <thead>
          <tr>
            <th scope="col">Team</th>
            <th scope="col" className={shared.end}>
              Integrations
            </th>
            <th scope="col" className={shared.end}>
              Share of yes
            </th>
          </tr>
        </thead>
        <tbody>
          {teams.map(({ key, title, integrations, yesShare }) => (
            <tr key={key}>
              <th scope="row">
                {key.includes(':') ? (
                  <EntityLink entityRef={key} name={title} />
                ) : (
                  title
                )}
              </th>
              <td className={shared.end}>{formatCount(integrations)}</td>
              <td className={shared.end}>
                {yesShare === null ? (
                  <Unmeasured because="no question applied" />
                ) : (
                  formatShare(yesShare)
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollRegion>
  );
}
