import { ButtonLink } from '@backstage/ui';
import { PageFrame, PageHead } from '../shared/Frame';
import { Segments } from '../shared/Segments';
import { useAddress } from '../shared/useAddress';
import { DecisionsView, toView, viewOf, VIEWS } from './decisionsAddress';
import { BuildOrBuyView } from './BuildOrBuyView';
import { RecordedView } from './RecordedView';
import { ReconsiderationsView } from './ReconsiderationsView';
import { RegretsView } from './RegretsView';
import { useDecideHref } from './useDecideHref';
import styles from './decisions.module.css';

const LEADS: Record<DecisionsView, string> = {
  recorded:
    'Which pattern was chosen for what, what the matrix recommended, and why.',
  regrets:
    'Decisions whose assumptions are not what is observed any more, with what the matrix says today.',
  reconsider:
    'What the matrix says today of every integration that exists, and what a change would save or cost.',
  'build-or-buy':
    'Whether the portfolio is better built, bought as an iPaaS, or both, and which integration belongs where.',
};

const CONTENTS = {
  recorded: RecordedView,
  regrets: RegretsView,
  reconsider: ReconsiderationsView,
  'build-or-buy': BuildOrBuyView,
};

function Decisions() {
  const address = useAddress();
  const { values, change } = address;
  const decideHref = useDecideHref()();
  const view = viewOf(values);
  const Content = CONTENTS[view];
  return (
    <>
      <PageHead
        title="Decisions"
        lead={LEADS[view]}
        actions={
          decideHref ? (
            <ButtonLink href={decideHref} variant="primary">
              Decide on a pattern
            </ButtonLink>
          ) : null
        }
      />
      <div className={styles.views}>
        <Segments
          label="View"
          options={VIEWS}
          value={view}
          onChange={next => change(toView(next, values))}
        />
      </div>
      <Content key={view} address={address} />
    </>
  );
}

/** What was decided, what no longer holds, what would be decided differently, and whether to build or buy. */
export function DecisionsPage() {
  return (
    <PageFrame title="Decisions">
      <Decisions />
    </PageFrame>
  );
}
