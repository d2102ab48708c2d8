import {
  Contract,
  ContractId,
} from '@tieline/plugin-integrations-common/contracts';
import { formatInstant, formatMoment } from '../shared/format';
import { Card } from '../shared/Frame';
import shared from '../shared/shared.module.css';
import { counted } from './contractWords';
import { countErrors } from './verdictWords';
import { Publisher } from './Publisher';
import { ShownInParts } from './ShownInParts';
import { useContractHref } from './useContractHref';
import { VerdictHead } from './VerdictView';
import { ViolationItem } from './ViolationItem';
import styles from './violations.module.css';

/** Attempts to publish that were refused, and why. */
export function RefusalsCard(props: {
  contract: Contract;
  id: ContractId;
  now: Date;
}) {
  const { contract, id, now } = props;
  const href = useContractHref();
  const { refusals } = contract;
  return (
    <Card title="Refused attempts">
      {refusals.length === 0 ? (
        <p className={`${shared.cardBody} ${shared.muted}`}>
          None: no version was refused.
        </p>
      ) : null}
      {refusals.map(({ at, by, version, verdict }, index) => (
        <details key={at} className={styles.folded} open={index === 0}>
          <summary>
            <span className={shared.strong}>
              {version ?? 'A version without a name'}
            </span>{' '}
            refused{' '}
            <time dateTime={at} title={formatInstant(at)}>
              {formatMoment(at, now)}
            </time>
            , tried by <Publisher by={by} isPlain />:{' '}
            {counted(countErrors(verdict), 'violation')}
          </summary>
          <div className={shared.cardBody}>
            <VerdictHead verdict={verdict} />
          </div>
          <ShownInParts items={verdict.violations} noun="violations">
            {violation => (
              <ViolationItem
                violation={violation}
                texts={{
                  newName: 'the refused text',
                  openOld: {
                    href: (old, line) =>
                      href(id, { tab: 'text', version: old, line }),
                  },
                }}
              />
            )}
          </ShownInParts>
        </details>
      ))}
    </Card>
  );
}
