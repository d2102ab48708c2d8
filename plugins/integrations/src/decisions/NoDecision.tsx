import { Button, ButtonLink } from '@backstage/ui';
import shared from '../shared/shared.module.css';
import { Address } from '../shared/useAddress';
import { isFiltered } from './decisionsAddress';
import { useDecideHref } from './useDecideHref';

/** That there is none, and what to do about it. */
export function NoDecision(props: { address: Address }) {
  const { values, change } = props.address;
  const decideHref = useDecideHref()();
  if (isFiltered(values)) {
    return (
      <section className={`${shared.card} ${shared.empty}`}>
        <h2>No decision matches</h2>
        <Button
          variant="secondary"
          className={shared.outlined}
          onPress={() =>
            change({
              text: undefined,
              pattern: undefined,
              integration: undefined,
              cursor: undefined,
            })
          }
        >
          Clear filters
        </Button>
      </section>
    );
  }
  return (
    <section className={`${shared.card} ${shared.empty}`}>
      <h2>No decision yet</h2>
      <p>
        Answer what an integration needs, compare the seven patterns with their
        costs, and record which one you chose and why. A decision that an entity
        has in its YAML is taken over by itself.
      </p>
      {decideHref ? (
        <ButtonLink href={decideHref} variant="primary">
          Decide on the first one
        </ButtonLink>
      ) : null}
    </section>
  );
}
