import { ReactNode } from 'react';

/** A term of a list of facts, and what is said of it. */
export function Fact(props: { term: string; children: ReactNode }) {
  return (
    <>
      <dt>{props.term}</dt>
      <dd>{props.children}</dd>
    </>
  );
}
