import { Link } from '@backstage/ui';
import { RunCostGroups } from '@tieline/plugin-integrations-common/governance';
import { formatCount } from '../shared/format';
import { formatMoney, formatMoneyRange, scaleEnd } from '../shared/formatMoney';
import { Measured } from '../shared/Measured';
import { RangeBar } from '../shared/RangeBar';
import { ScrollRegion } from '../shared/ScrollRegion';
import shared from '../shared/shared.module.css';
import { changeParameters } from '../shared/useAddress';
import { Grouping, GROUPINGS, toGroup } from './costsAddress';
import { PerMessage } from './CostValue';
import { countWords, minutesWords } from './runCostWords';
import { useCostsHref } from './useCostsHref';
import styles from './costs.module.css';

type Group = RunCostGroups['groups'][number];

const NONE: Record<Grouping, string> = {
  team: 'no team',
  platform: 'no platform',
  pattern: 'no pattern',
  system: 'no system',
};

/** A group's name, which leads to its integrations where a filter stands for them. */
function GroupName(props: { group: Group; grouping: Grouping }) {
  const { group, grouping } = props;
  const hrefOf = useCostsHref();
  const title = group.key === 'none' ? NONE[grouping] : group.title;
  const changes = toGroup(grouping, group.key);
  const href =
    changes &&
    hrefOf(
      Object.fromEntries(changeParameters(new URLSearchParams(), changes)),
    );
  return href ? (
    <Link href={href} standalone className={shared.link}>
      {title}
    </Link>
  ) : (
    <>{title}</>
  );
}

/** How the amount of a group comes about. */
function sumWords({ integrations, unmeasured }: Group): string {
  const all = countWords(integrations, 'integration', 'integrations');
  const without = unmeasured
    ? ` Of ${formatCount(unmeasured)} nobody measured how much goes over it, so it is without their traffic.`
    : '';
  return `The amounts of ${all} added up, end by end; each opens into its own formula in the list.${without}`;
}

function Row(props: {
  group: Group;
  grouping: Grouping;
  currency: string;
  end: number;
}) {
  const { group, grouping, currency, end } = props;
  const { integrations, unmeasured, perMonth, perMessage, calls } = group;
  const expected = formatMoney(perMonth.expected, currency);
  const range = formatMoneyRange(perMonth, currency);
  const title = group.key === 'none' ? NONE[grouping] : group.title;
  return (
    <tr>
      <th scope="row">
        <GroupName group={group} grouping={grouping} />
        <span className={`${shared.small} ${shared.muted} ${shared.block}`}>
          {countWords(integrations, 'integration', 'integrations')}
        </span>
      </th>
      <td>
        <RangeBar
          label={`${title}: ${expected} a month, ${range}`}
          range={perMonth}
          end={end}
        />
      </td>
      <td className={shared.end}>
        <Measured
          name={title}
          evidence={{
            value: `${expected} a month, ${range}`,
            source: 'unit prices, and telemetry of 30 days',
            note: sumWords(group),
          }}
        >
          <b className={`${shared.strong} ${shared.noWrap}`}>{expected}</b>
        </Measured>
        <span
          className={`${shared.small} ${shared.muted} ${shared.block} ${shared.noWrap}`}
        >
          {range}
        </span>
      </td>
      <td className={shared.end}>
        <PerMessage cost={{ calls: calls ?? null, perMessage, currency }} />
      </td>
      <td className={shared.end}>
        {unmeasured ? (
          <span className={styles.unknown}>
            {formatCount(unmeasured)} of {formatCount(integrations)}
          </span>
        ) : (
          <span className={shared.muted}>none</span>
        )}
      </td>
      <td className={`${shared.end} ${shared.noWrap}`}>
        {group.interventionMinutes ? (
          minutesWords(group.interventionMinutes)
        ) : (
          <span className={shared.muted}>none logged</span>
        )}
      </td>
    </tr>
  );
}

/** Groups with their costs as bars, which are a table at the same time. */
export function GroupTable(props: {
  groups: RunCostGroups;
  grouping: Grouping;
}) {
  const { groups, grouping } = props;
  const end = scaleEnd(
    Math.max(...groups.groups.map(({ perMonth }) => perMonth.high)),
  );
  return (
    <ScrollRegion label="Costs of the groups">
      <table className={`${shared.table} ${styles.table}`}>
        <thead>
          <tr>
            <th scope="col">
              {GROUPINGS.find(({ id }) => id === grouping)!.title}
            </th>
            <th scope="col" style={{ width: '28%' }}>
              0 to {formatMoney(end, groups.currency)}
            </th>
            <th scope="col" className={shared.end}>
              A month
            </th>
            <th scope="col" className={shared.end}>
              Per message
            </th>
            <th scope="col" className={shared.end}>
              Without volume
            </th>
            <th scope="col" className={shared.end}>
              By hand
            </th>
          </tr>
        </thead>
        <tbody>
          {groups.groups.map(group => (
            <Row
              key={group.key}
              group={group}
              grouping={grouping}
              currency={groups.currency}
              end={end}
            />
          ))}
        </tbody>
      </table>
    </ScrollRegion>
  );
}
