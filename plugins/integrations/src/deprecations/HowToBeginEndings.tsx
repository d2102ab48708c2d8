import shared from '../shared/shared.module.css';

/** What a portal in which nothing ends says: how to end something well. */
export function HowToBeginEndings() {
  return (
    <section className={`${shared.card} ${shared.empty}`}>
      <h2>Nothing is ending</h2>
      <p>
        Deprecate a version of a contract, or an integration: say when it ends
        and what replaces it. Everybody who is declared or seen to use it is
        told, and this page shows who has left, when the last will have, and
        when it is safe to retire.
      </p>
    </section>
  );
}
