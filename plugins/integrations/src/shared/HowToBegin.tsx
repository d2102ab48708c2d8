import { CopyButton } from './CopyButton';
import { ScrollRegion } from './ScrollRegion';
import styles from './shared.module.css';

/** The smallest entry that the inventory takes. */
export const EXAMPLE_YAML = `apiVersion: tieline.dev/v1alpha1
kind: Integration
metadata:
  name: order-to-erp
spec:
  type: api-gateway
  lifecycle: production
  owner: group:default/fulfilment
  source: system:default/web-shop
  targets:
    - system:default/erp
`;

/** What an empty portal says: how to begin. */
export function HowToBegin() {
  return (
    <section className={`${styles.card} ${styles.empty}`}>
      <h2>No integration is declared yet</h2>
      <p>
        Write an Integration like this into a YAML file, and register the file
        in the catalog. <code>docs/integrations.md</code> explains every field.
      </p>
      <ScrollRegion className={styles.code} label="Example">
        <pre>{EXAMPLE_YAML}</pre>
      </ScrollRegion>
      <CopyButton text={EXAMPLE_YAML} />
      <p className={styles.muted}>
        Then send its telemetry with any OpenTelemetry SDK: what nobody declared
        shows up under Drift, with a YAML to start from.
      </p>
    </section>
  );
}
