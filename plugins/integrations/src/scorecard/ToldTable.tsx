import { Link } from '@backstage/ui';
import {
  EvidenceRecord,
  IntegrationScorecard,
} from '@tieline/plugin-integrations-common/governance';
import { Publisher } from '../contracts/Publisher';
import { formatInstant, formatMoment } from '../shared/format';
import { ScrollRegion } from '../shared/ScrollRegion';
import sharedStyles from '../shared/shared.module.css';
import { useIsNarrow } from '../shared/useIsNarrow';
import { isOpenable, isOwnPage } from './openable';
import { subjectOf, typeTitle } from './toldRecords';
import styles from './evidence.module.css';

interface RecordProps {
  record: EvidenceRecord;
  outcomes: IntegrationScorecard['outcomes'];
  now: Date;
}

function When(props: RecordProps) {
  const { record, now } = props;
  return (
    <>
      <time
        dateTime={record.at}
        title={`Of ${formatInstant(record.at)}, told ${formatInstant(record.receivedAt)}`}
      >
        {formatMoment(record.at, now)}
      </time>
      {record.supersededAt ? (
        <span
          className={`${sharedStyles.small} ${sharedStyles.block}`}
          title={formatInstant(record.supersededAt)}
        >
          superseded since {formatMoment(record.supersededAt, now)}
        </span>
      ) : null}
    </>
  );
}

function What(props: RecordProps) {
  const { record, outcomes } = props;
  const { environment } = record;
  return (
    <>
      {subjectOf(record, outcomes)}
      <span className={`${sharedStyles.small} ${sharedStyles.block}`}>
        {typeTitle(record.type)}
        {environment && environment !== record.subject
          ? ` in ${environment}`
          : ''}
      </span>
    </>
  );
}

function RunLink({ href }: { href?: string }) {
  if (!href) {
    return null;
  }
  return isOpenable(href) ? (
    <Link
      href={href}
      standalone
      className={sharedStyles.link}
      {...(isOwnPage(href)
        ? {}
        : { target: '_blank', rel: 'noopener noreferrer' })}
    >
      open
    </Link>
  ) : (
    <>{href}</>
  );
}

const Grade = ({ record }: { record: EvidenceRecord }) => (
  <span className={sharedStyles.tag}>{record.grade}</span>
);

const Who = ({ record }: { record: EvidenceRecord }) => (
  <Publisher by={record.by ?? record.source} />
);

function Row(props: RecordProps) {
  const { record } = props;
  return (
    <tr data-superseded={record.supersededAt ? '' : undefined}>
      <td>
        <When {...props} />
      </td>
      <th scope="row">
        <What {...props} />
      </th>
      <td className={styles.told}>{record.value}</td>
      <td>
        <Grade record={record} />
      </td>
      <td>
        <Who record={record} />
      </td>
      <td>
        <RunLink href={record.href} />
      </td>
    </tr>
  );
}

function Item(props: RecordProps) {
  const { record } = props;
  return (
    <li data-superseded={record.supersededAt ? '' : undefined}>
      <div className={styles.told}>
        <b>
          <What {...props} />
        </b>
        {record.value}
      </div>
      <div className={styles.facts}>
        <Grade record={record} />
        <span>
          <Who record={record} />
        </span>
        <span>
          <When {...props} />
        </span>
        <RunLink href={record.href} />
      </div>
    </li>
  );
}

/** Records of evidence, newest first; what is superseded is grey. */
export function ToldTable(props: {
  records: readonly EvidenceRecord[];
  outcomes: IntegrationScorecard['outcomes'];
  now: Date;
}) {
  const { records, outcomes, now } = props;
  const isNarrow = useIsNarrow();
  if (isNarrow) {
    return (
      <ul className={styles.toldList}>
        {records.map(record => (
          <Item key={record.id} record={record} outcomes={outcomes} now={now} />
        ))}
      </ul>
    );
  }
  return (
    <ScrollRegion label="What was told">
      <table className={`${sharedStyles.table} ${styles.toldTable}`}>
        <thead>
          <tr>
            <th scope="col">When</th>
            <th scope="col">What</th>
            <th scope="col">Value</th>
            <th scope="col">Grade</th>
            <th scope="col">Who</th>
            <th scope="col">Link</th>
          </tr>
        </thead>
        <tbody>
          {records.map(record => (
            <Row
              key={record.id}
              record={record}
              outcomes={outcomes}
              now={now}
            />
          ))}
        </tbody>
      </table>
    </ScrollRegion>
  );
}
