import {
  Ending,
  UnknownEnding,
} from '@tieline/plugin-integrations-common/contracts';
import { EntityLink } from '../shared/EntityLink';
import { Card } from '../shared/Frame';
import shared from '../shared/shared.module.css';
import { Day } from './Day';
import { VendorDraft } from './dialogs/DeprecateDialog';
import { AnnounceVendorButton } from './EndingActions';
import { useUnknownEndings } from './useEndings';
import styles from './deprecations.module.css';

/** As much of an announcement as responses say. */
function toDraft(unknown: UnknownEnding): VendorDraft {
  const { contracts, integrationRef, deprecatedAt, firstSeenAt, url } = unknown;
  const isPast =
    deprecatedAt !== undefined &&
    Date.parse(deprecatedAt) < Date.parse(firstSeenAt);
  return {
    contract: contracts.length === 1 ? contracts[0] : undefined,
    integrationRef,
    announcedAt: isPast ? deprecatedAt : firstSeenAt,
    sunsetAt: unknown.sunsetAt,
    note: url && `What is said about it is at ${url}`,
  };
}

/** Some of them, and how many there are beside. */
function operationsOf({ operations }: UnknownEnding): string {
  const [first, ...others] = operations;
  return others.length ? `${first} and ${others.length} more` : first;
}

function keyOf(unknown: UnknownEnding): string {
  const { integrationRef, address, operations, version, sunsetAt } = unknown;
  return JSON.stringify([
    integrationRef,
    address,
    operations,
    version,
    sunsetAt,
    unknown.consumers,
  ]);
}

function Row(props: {
  unknown: UnknownEnding;
  now: Date;
  onAnnounced: (ending: Ending) => void;
}) {
  const { unknown, now, onAnnounced } = props;
  const { address = 'an unknown host', integrationRef, consumers } = unknown;
  return (
    <tr>
      <th scope="row">
        <span className={shared.strong}>{address}</span>
        <div className={`${shared.small} ${shared.muted}`}>
          {operationsOf(unknown)}
        </div>
      </th>
      <td>
        {integrationRef ? (
          <EntityLink
            entityRef={integrationRef}
            name={unknown.integrationTitle}
          />
        ) : (
          <span className={shared.unmeasured}>not declared</span>
        )}
      </td>
      <td>{consumers.join(', ') || '–'}</td>
      <td>
        <Day at={unknown.deprecatedAt} now={now} />
      </td>
      <td>
        <Day at={unknown.sunsetAt} now={now} />
      </td>
      <td>
        <Day at={unknown.lastSeenAt} now={now} />
      </td>
      <td className={shared.end}>
        <AnnounceVendorButton
          draft={toDraft(unknown)}
          label={`Announce the end of ${address}, ${operationsOf(unknown)}`}
          onAnnounced={onAnnounced}
        />
      </td>
    </tr>
  );
}

/**
 * What responses say of an end that nobody can be told of, because it is not
 * known of which contract version. Nothing where they say nothing such.
 */
export function UnknownEndingsCard(props: {
  now: Date;
  onAnnounced: (ending: Ending) => void;
}) {
  const { now, onAnnounced } = props;
  const { data } = useUnknownEndings();
  if (data?.problem) {
    return (
      <p className={`${shared.small} ${shared.muted}`}>
        Telemetry does not answer, so it is not known what responses say of
        their end.
      </p>
    );
  }
  if (!data?.items.length) {
    return null;
  }
  const { items, totalItems } = data;
  return (
    <Card
      title="Announced in responses, of no known version"
      className={styles.apart}
    >
      <p className={`${shared.small} ${styles.sentence}`}>
        These hosts say in their Deprecation or Sunset header that something
        ends. Announce what it is, or name its contract and version in the
        Integration.
        {totalItems > items.length
          ? ` The ${items.length} that end first of ${totalItems}.`
          : null}
      </p>
      <div className={shared.scroll}>
        <table className={shared.table}>
          <thead>
            <tr>
              <th scope="col">Host and route</th>
              <th scope="col">Integration</th>
              <th scope="col">Told to</th>
              <th scope="col">Deprecated</th>
              <th scope="col">Sunset</th>
              <th scope="col">Said last</th>
              <th scope="col" className={shared.end}>
                What to do
              </th>
            </tr>
          </thead>
          <tbody>
            {items.map(unknown => (
              <Row
                key={keyOf(unknown)}
                unknown={unknown}
                now={now}
                onAnnounced={onAnnounced}
              />
            ))}
          </tbody>
        </table>
      </div>
    </Card>
  );
}
