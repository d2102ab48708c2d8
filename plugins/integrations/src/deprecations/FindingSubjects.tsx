import {
  EndingSummary,
  RetirementFinding,
} from '@tieline/plugin-integrations-common/contracts';
import { EntityLink } from '../shared/EntityLink';
import shared from '../shared/shared.module.css';
import styles from './deprecations.module.css';

/** More names than these say no more than their number. */
const MOST_NAMES = 8;

/** Whom a finding is about, each with its page where the catalog has one. */
export function FindingSubjects(props: {
  ending: EndingSummary;
  finding: RetirementFinding;
}) {
  const { consumerIds = [] } = props.finding;
  const consumers = props.ending.consumers.filter(
    ({ id, entityRef }) => entityRef && consumerIds.includes(id),
  );
  const shown = consumers.slice(0, MOST_NAMES);
  const more = consumers.length - shown.length;
  return shown.length ? (
    <p className={`${shared.small} ${styles.names}`}>
      {shown.map(({ id, entityRef }) => (
        <EntityLink key={id} entityRef={entityRef!} />
      ))}
      {more ? <span className={shared.muted}>and {more} more</span> : null}
    </p>
  ) : null;
}
