import { Audit } from '@tieline/plugin-integrations-common/governance';
import { Publisher } from '../contracts/Publisher';
import { EvidenceList } from '../scorecard/EvidenceList';
import { DialogButton } from '../shared/DialogButton';
import { IntegrationLink } from '../shared/EntityLink';
import { formatInstant, formatMoment, withLocalTimes } from '../shared/format';
import { ResultIcon } from '../shared/icons';
import { Owner } from '../shared/Owner';
import { PermittedButton } from '../shared/PermittedButton';
import shared from '../shared/shared.module.css';
import { mayDecide, STATES } from './auditWords';
import { OverturnDialog } from './OverturnDialog';
import { useDecideAudit } from './useAudits';
import styles from './audits.module.css';

const LOOKS = {
  unmeasured: shared.unknown,
  fail: shared.fail,
  pass: shared.pass,
  'not-applicable': shared.notApplicable,
  waived: shared.waived,
};

function StateLabel({ state }: { state: Audit['state'] }) {
  const { title, look } = STATES.find(({ id }) => id === state)!;
  return (
    <span className={`${shared.status} ${LOOKS[look]}`}>
      <ResultIcon result={look} />
      {title}
    </span>
  );
}

function Decide({ audit }: { audit: Audit }) {
  const permitted = mayDecide(audit);
  const { mutate, isPending, error } = useDecideAudit(audit.id);
  const name = audit.integration.title ?? audit.integration.name;
  return (
    <>
      {error ? (
        <p role="alert" className={shared.failing}>
          That did not work: {withLocalTimes(error.message)}
        </p>
      ) : null}
      <div className={shared.actions}>
        <PermittedButton
          permitted={permitted}
          isPending={isPending}
          label={`Confirm ${audit.title} of ${name}`}
          onPress={() => mutate({ confirmed: true })}
        >
          Confirm
        </PermittedButton>
        <DialogButton
          permitted={permitted}
          label={`Overturn ${audit.title} of ${name}`}
          dialog={close => <OverturnDialog audit={audit} onClose={close} />}
        >
          Overturn…
        </DialogButton>
      </div>
      {permitted.reason ? (
        <p className={`${shared.small} ${shared.muted}`}>{permitted.reason}</p>
      ) : null}
    </>
  );
}

/** A pass to look at: what it tests, why it passed, and what was decided. */
export function AuditItem(props: { audit: Audit; now: Date }) {
  const { audit, now } = props;
  const { state, title, tests, reason, evidence, integration } = audit;
  return (
    <li className={styles.item}>
      <div className={styles.between}>
        <h3>{title}</h3>
        <StateLabel state={state} />
      </div>
      <p>
        <IntegrationLink
          integration={integration}
          tab="scorecard"
          className={shared.link}
        />
        , <Owner ownerRef={integration.ownerRef} />
        {integration.criticality ? `, ${integration.criticality}` : ''}
      </p>
      <p className={shared.muted}>{tests}</p>
      <p>
        Passed{' '}
        <span title={formatInstant(audit.sampledAt)}>
          ({formatMoment(audit.sampledAt, now)})
        </span>
        : {withLocalTimes(reason)}
      </p>
      {evidence.length ? (
        <EvidenceList evidence={evidence} now={now} isPast />
      ) : (
        <p className={shared.unknown}>No evidence was kept with it.</p>
      )}
      {audit.decidedAt ? (
        <p>
          {state === 'overturned' ? 'Overturned' : 'Confirmed'} by{' '}
          <Publisher by={audit.decidedBy} />,{' '}
          <span title={formatInstant(audit.decidedAt)}>
            {formatMoment(audit.decidedAt, now)}
          </span>
          {audit.note ? (
            <span className={`${styles.words} ${shared.block}`}>
              {audit.note}
            </span>
          ) : null}
        </p>
      ) : null}
      {state === 'open' ? <Decide audit={audit} /> : null}
    </li>
  );
}
