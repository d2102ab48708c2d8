import { CopyButton } from '../shared/CopyButton';
import { ScrollRegion } from '../shared/ScrollRegion';
import shared from '../shared/shared.module.css';

const EXAMPLE_YAML = `metadata:
  name: ipaas
  annotations:
    tieline.dev/quota-connections: '40'
    tieline.dev/quota-transactions-per-month: '2000000'
    tieline.dev/capacity-per-second: '250'
`;

/** How a platform says what it allows. */
export function HowToBeginQuotas() {
  return (
    <section className={`${shared.card} ${shared.empty}`}>
      <h2>No platform says yet what it allows</h2>
      <p>
        Set one of these annotations on a platform, which is a Resource that
        integrations go via. When it runs out is told from what is measured.
      </p>
      <ScrollRegion className={shared.code} label="Example">
        <pre>{EXAMPLE_YAML}</pre>
      </ScrollRegion>
      <CopyButton text={EXAMPLE_YAML} />
      <p className={shared.muted}>
        <code>tieline.dev/quota-connections</code> counts connections,{' '}
        <code>tieline.dev/quota-transactions-per-month</code> transactions of a
        licence, <code>tieline.dev/capacity-per-second</code> what a broker or a
        gateway carries.
      </p>
    </section>
  );
}
