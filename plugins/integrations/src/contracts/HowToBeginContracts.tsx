import { ButtonLink } from '@backstage/ui';
import { CopyButton } from '../shared/CopyButton';
import { ScrollRegion } from '../shared/ScrollRegion';
import shared from '../shared/shared.module.css';
import { useContractsHref } from './useContractsHref';

/** An API entity whose text becomes a contract's first version. */
const API_YAML = `apiVersion: backstage.io/v1alpha1
kind: API
metadata:
  name: orders
spec:
  type: openapi
  lifecycle: production
  owner: group:default/fulfilment
  definition:
    $text: ./orders.openapi.yaml
`;

const PUBLISH_COMMAND =
  'tieline contracts publish orders.schema.json --contract events/orders';

function Example(props: { label: string; text: string }) {
  return (
    <>
      <ScrollRegion className={shared.code} label={props.label}>
        <pre>{props.text}</pre>
      </ScrollRegion>
      <CopyButton text={props.text} label={props.label} />
    </>
  );
}

/** What a portal without contracts says: three ways to the first one. */
export function HowToBeginContracts() {
  const href = useContractsHref();
  return (
    <section className={`${shared.card} ${shared.empty}`}>
      <h2>No contract is known yet</h2>
      <p>
        Register an API in the catalog: its definition becomes the first version
        of its contract, and each change to it the next one.
      </p>
      <Example label="YAML of an API" text={API_YAML} />
      <p>Or let a pipeline publish the text before it is merged:</p>
      <Example label="Command" text={PUBLISH_COMMAND} />
      <p>Or upload a text here:</p>
      <ButtonLink href={href({ view: 'publish' })} variant="primary">
        Publish a contract
      </ButtonLink>
    </section>
  );
}
