import {
  ContractId,
  PublicationOutcome,
} from '@tieline/plugin-integrations-common/contracts';
import { EntityLink } from '../shared/EntityLink';
import shared from '../shared/shared.module.css';
import { ContractLink } from './ContractLink';
import { VerdictLabel } from './VerdictLabel';
import styles from './view.module.css';

/** What came of a publication, and who was told. */
export function PublishOutcome(props: {
  outcome: PublicationOutcome;
  contract: ContractId;
}) {
  const { outcome, contract } = props;
  const { version, alreadyKnown, told } = outcome;
  const link = (
    <ContractLink
      contract={contract}
      state={{ tab: 'text', version: version.version }}
    >
      Version {version.version}
    </ContractLink>
  );
  return (
    <div role="status" className={styles.flow}>
      {alreadyKnown ? (
        <p>{link} says the same already, so nothing changed.</p>
      ) : (
        <p>
          {link} is published. <VerdictLabel verdict={version.verdict} />
        </p>
      )}
      {told.length ? (
        <p>
          Told:{' '}
          {told.map((ref, index) => (
            <span key={ref}>
              {index ? ', ' : ''}
              <EntityLink entityRef={ref} />
            </span>
          ))}
        </p>
      ) : (
        <p className={shared.muted}>Nobody had to be told.</p>
      )}
    </div>
  );
}
