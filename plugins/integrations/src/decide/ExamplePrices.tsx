import { Priced } from '../shared/figureWords';
import { PricesNote } from '../shared/PricesNote';

/** Whose the prices are behind a recommendation. */
export function ExamplePrices(props: { recommendation: Priced }) {
  return (
    <PricesNote of={props.recommendation}>
      Cost stands beside the score and is no part of it.
    </PricesNote>
  );
}
