import { Link } from '@backstage/ui';
import { Waiver } from '@tieline/plugin-integrations-common/governance';
import { ReactNode } from 'react';
import { Publisher } from '../contracts/Publisher';
import { distanceWords, formatDate } from '../shared/days';
import { EntityLink, useIntegrationHref } from '../shared/EntityLink';
import { formatInstant, formatMoment } from '../shared/format';
import { QueryState, SkeletonRows } from '../shared/QueryState';
import shared from '../shared/shared.module.css';
import { SidePanel } from '../shared/SidePanel';
import { useWaiver } from './useWaivers';
import { WaiverActions } from './WaiverActions';
import { WaiverStateLabel } from './WaiverStateLabel';
import { isOpen, nameOf } from './waiverWords';
import styles from './waivers.module.css';

interface OpenProps {
  waiver: Waiver;
  now: Date;
  onOpen: (id: string) => void;
}

function OtherWaiver(props: {
  id: string;
  children: ReactNode;
  onOpen: (id: string) => void;
}) {
  return (
    <button
      type="button"
      className={shared.inlineButton}
      onClick={() => props.onOpen(props.id)}
    >
      {props.children}
    </button>
  );
}

function Facts(props: OpenProps) {
  const { waiver, now, onOpen } = props;
  const { integration, questionId } = waiver;
  const href = useIntegrationHref()(integration.entityRef, 'scorecard');
  return (
    <section className={styles.section} aria-label="Facts">
      <WaiverStateLabel state={waiver.state} />
      <dl className={styles.facts}>
        <dt>Integration</dt>
        <dd>
          <Link
            href={
              questionId
                ? `${href}?question=${encodeURIComponent(questionId)}`
                : href
            }
            standalone
            className={shared.link}
          >
            {nameOf(waiver)}
          </Link>
        </dd>
        <dt>Owner</dt>
        <dd>
          {integration.ownerRef ? (
            <EntityLink entityRef={integration.ownerRef} />
          ) : (
            'no owner'
          )}
        </dd>
        <dt>Criticality</dt>
        <dd>{integration.criticality ?? 'not said'}</dd>
        <dt>Until</dt>
        <dd>
          {formatDate(waiver.until, now)}
          {isOpen(waiver) ? `, ${distanceWords(waiver.until, now)}` : ''}
        </dd>
        {waiver.renews ? (
          <>
            <dt>Renews</dt>
            <dd>
              <OtherWaiver id={waiver.renews} onOpen={onOpen}>
                The waiver before
              </OtherWaiver>
            </dd>
          </>
        ) : null}
        {waiver.renewedBy ? (
          <>
            <dt>Renewed by</dt>
            <dd>
              <OtherWaiver id={waiver.renewedBy} onOpen={onOpen}>
                The waiver that took over
              </OtherWaiver>
            </dd>
          </>
        ) : null}
      </dl>
    </section>
  );
}

function HistoryItem(props: { at: string; now: Date; children: ReactNode }) {
  const { at, now, children } = props;
  return (
    <li>
      <time dateTime={at} title={formatInstant(at)}>
        {formatMoment(at, now)}
      </time>
      <span className={styles.words}>{children}</span>
    </li>
  );
}

function howItEnded({ state, renewedBy }: Waiver): string {
  if (state === 'withdrawn') {
    return 'withdrawn';
  }
  return renewedBy ? 'another took over' : 'ended';
}

function History(props: { waiver: Waiver; now: Date }) {
  const { waiver, now } = props;
  const { askedBy, decidedBy, decidedAt, decisionReason, endedAt } = waiver;
  const isOver = waiver.state === 'expired' && !endedAt;
  return (
    <section className={styles.section}>
      <h3>History</h3>
      <ol aria-label="History" className={styles.log}>
        <HistoryItem at={waiver.askedAt} now={now}>
          asked for by <Publisher by={askedBy} />
        </HistoryItem>
        {decidedAt ? (
          <HistoryItem at={decidedAt} now={now}>
            {waiver.state === 'refused' ? 'refused' : 'approved'} by{' '}
            <Publisher by={decidedBy} />
            {decisionReason ? (
              <span className={`${shared.muted} ${shared.block}`}>
                {decisionReason}
              </span>
            ) : null}
          </HistoryItem>
        ) : null}
        {endedAt ? (
          <HistoryItem at={endedAt} now={now}>
            {howItEnded(waiver)}
          </HistoryItem>
        ) : null}
        {isOver ? (
          <li>
            <time dateTime={waiver.until}>{formatDate(waiver.until, now)}</time>
            <span>
              {decidedAt
                ? 'its last day: the check counts again'
                : 'its last day, and nobody had decided'}
            </span>
          </li>
        ) : null}
      </ol>
    </section>
  );
}

/** All of one waiver, and what can be done with it. */
export function WaiverPanel(props: {
  id: string;
  now: Date;
  takeFocus: boolean;
  onOpen: (id: string) => void;
  onClose: () => void;
}) {
  const { id, now, takeFocus, onOpen, onClose } = props;
  const query = useWaiver(id);
  return (
    <SidePanel
      title={query.data?.title ?? 'Waiver'}
      place={query.data ? `Waiver · ${nameOf(query.data)}` : undefined}
      closeLabel="Close the waiver"
      of={id}
      takeFocus={takeFocus}
      onClose={onClose}
    >
      <QueryState
        what="The waiver"
        query={query}
        skeleton={<SkeletonRows rows={3} heightPx={88} />}
      >
        {waiver => (
          <>
            <Facts waiver={waiver} now={now} onOpen={onOpen} />
            <section className={styles.section}>
              <h3>Why</h3>
              <p className={styles.words}>{waiver.reason}</p>
            </section>
            <WaiverActions key={waiver.id} waiver={waiver} />
            <History waiver={waiver} now={now} />
          </>
        )}
      </QueryState>
    </SidePanel>
  );
}
