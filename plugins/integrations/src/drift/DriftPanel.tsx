import { Button } from '@backstage/ui';
import {
  DriftDetail,
  DriftItem,
} from '@tieline/plugin-integrations-common/telemetry';
import { ReactNode, useId } from 'react';
import { EntityLink, useIntegrationHref } from '../shared/EntityLink';
import {
  formatCount,
  formatDay,
  formatInstant,
  formatMoment,
  formatShare,
} from '../shared/format';
import { QueryState, SkeletonRows } from '../shared/QueryState';
import { Segments } from '../shared/Segments';
import { SidePanel } from '../shared/SidePanel';
import { useNow } from '../shared/useNow';
import shared from '../shared/shared.module.css';
import { AdoptPart } from './AdoptPart';
import { AlarmPart } from './AlarmPart';
import { AttachPart } from './AttachPart';
import { DecisionNote } from './DecisionNote';
import { DismissPart } from './DismissPart';
import { EvidencePart } from './EvidencePart';
import { TracesPart } from './TracesPart';
import { DriftAddress, DriftStep } from './useDriftAddress';
import { useDriftItem } from './useDriftQueries';
import { VolumePart } from './VolumePart';
import styles from './drift.module.css';

function Fact(props: { term: string; children: ReactNode }) {
  return (
    <div>
      <dt>{props.term}</dt>
      <dd>{props.children}</dd>
    </div>
  );
}

function End(props: { end: NonNullable<DriftItem['source']> }) {
  const { name, entityRef, address } = props.end;
  return (
    <>
      {entityRef ? <EntityLink entityRef={entityRef} /> : name}
      {address && address !== name ? (
        <span className={`${shared.mono} ${shared.block}`}>{address}</span>
      ) : null}
    </>
  );
}

function Facts({ item }: { item: DriftItem }) {
  const now = useNow();
  return (
    <dl className={styles.facts}>
      {item.integrationRef ? (
        <Fact term="Integration">
          <EntityLink entityRef={item.integrationRef} />
        </Fact>
      ) : null}
      {item.source ? (
        <Fact term="From">
          <End end={item.source} />
        </Fact>
      ) : null}
      {item.target ? (
        <Fact term="To">
          <End end={item.target} />
        </Fact>
      ) : null}
      {item.destination ? (
        <Fact term={item.protocol ?? 'Destination'}>
          <span className={shared.mono}>{item.destination}</span>
        </Fact>
      ) : null}
      {item.kind === 'silent' ? null : (
        <Fact term="Last 24 h">{formatCount(item.callsLastDay ?? 0)}</Fact>
      )}
      {typeof item.errorRate === 'number' ? (
        <Fact term="Errors">{formatShare(item.errorRate)}</Fact>
      ) : null}
      <Fact term={item.kind === 'silent' ? 'Silent since' : 'First seen'}>
        <time title={formatInstant(item.firstSeenAt)}>
          {formatMoment(item.firstSeenAt, now)}
        </time>
      </Fact>
      <Fact term="Last seen">
        <time title={formatInstant(item.lastSeenAt)}>
          {formatMoment(item.lastSeenAt, now)}
        </time>
      </Fact>
      <Fact term="Environment">{item.environment}</Fact>
    </dl>
  );
}

/** What can be done about a difference, the likeliest first. */
function stepsOf(
  detail: DriftDetail,
): ReadonlyArray<{ id: DriftStep; title: string }> {
  return [
    ...(detail.adoption ? [{ id: 'adopt', title: 'Adopt' } as const] : []),
    ...(detail.kind === 'silent'
      ? []
      : [
          {
            id: 'attach',
            title: detail.kind === 'mismatched' ? 'Declare' : 'Attach',
          } as const,
        ]),
    ...(detail.dismissal
      ? []
      : [{ id: 'dismiss', title: 'Dismiss…' } as const]),
  ];
}

function HealthLink(props: { entityRef: string }) {
  const href = useIntegrationHref()(props.entityRef, 'health');
  return (
    <p>
      <a href={href} className={shared.link}>
        Its health page says what stopped and when
      </a>
    </p>
  );
}

function Steps(props: {
  detail: DriftDetail;
  address: DriftAddress;
  onDismissed: (item: DriftItem) => void;
}) {
  const { detail, address, onDismissed } = props;
  const headingId = useId();
  const steps = stepsOf(detail);
  const step = steps.find(({ id }) => id === address.step)?.id ?? steps[0]?.id;
  if (!step) {
    return null;
  }
  return (
    <section className={styles.section} aria-labelledby={headingId}>
      <h3 id={headingId} className={shared.hidden}>
        What to do about it
      </h3>
      <Segments
        label="What to do about it"
        options={steps}
        value={step}
        onChange={address.show}
      />
      {step === 'adopt' && detail.adoption ? (
        <AdoptPart adoption={detail.adoption} />
      ) : null}
      {step === 'attach' ? (
        <AttachPart detail={detail} address={address} />
      ) : null}
      {step === 'dismiss' ? (
        <DismissPart key={detail.id} item={detail} onDismissed={onDismissed} />
      ) : null}
    </section>
  );
}

/** A difference with its evidence, its traffic, and what can be done about it. */
export function DriftPanel(props: {
  address: DriftAddress;
  id: string;
  /** What the list knows of it, until the rest has been read. */
  known: DriftItem | undefined;
  takeFocus: boolean;
  onDismissed: (item: DriftItem) => void;
  onUndo: (item: DriftItem) => void;
  onClose: () => void;
}) {
  const { address, id, known, onDismissed, onUndo } = props;
  const query = useDriftItem(id);
  const now = useNow();
  const item = query.data ?? known;
  return (
    <SidePanel
      place={
        item
          ? `${item.kind} · since ${formatDay(item.firstSeenAt, now)}`
          : 'Drift'
      }
      title={item?.headline ?? 'This difference'}
      closeLabel="Close the difference"
      of={id}
      takeFocus={props.takeFocus}
      onClose={props.onClose}
    >
      <QueryState
        what="This difference"
        query={query}
        skeleton={<SkeletonRows rows={4} heightPx={72} />}
      >
        {detail => (
          <>
            <DecisionNote item={detail} onUndo={() => onUndo(detail)} />
            {detail.kind === 'undeclared' ? (
              <AlarmPart driftId={detail.id} />
            ) : null}
            <div className={styles.section}>
              <Facts item={detail} />
              {detail.kind === 'silent' && detail.integrationRef ? (
                <HealthLink entityRef={detail.integrationRef} />
              ) : null}
            </div>
            <Steps
              detail={detail}
              address={address}
              onDismissed={onDismissed}
            />
            <VolumePart days={detail.days} />
            <TracesPart exemplars={detail.exemplars} />
            <EvidencePart evidence={detail.evidence} />
          </>
        )}
      </QueryState>
      {query.error ? (
        <div className={styles.section}>
          <Button variant="secondary" onPress={props.onClose}>
            Back to the list
          </Button>
        </div>
      ) : null}
    </SidePanel>
  );
}
