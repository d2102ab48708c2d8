import { PageFrame, PageHead } from '../shared/Frame';
import { Segments } from '../shared/Segments';
import { useAddress } from '../shared/useAddress';
import { CostsView, toView, viewOf, VIEWS } from './costsAddress';
import { GroupsView } from './GroupsView';
import { InterventionsView } from './InterventionsView';
import { PricesView } from './PricesView';
import { QuotasView } from './QuotasView';
import { RunCostsView } from './RunCostsView';
import styles from './costs.module.css';

const LEADS: Record<CostsView, string> = {
  integrations:
    'What each integration cost to run in the last 30 days, the most expensive first.',
  groups:
    'What the last 30 days cost, added up by team, platform, pattern or system.',
  quotas:
    'How much of what platforms allow is used, and when there is no room left.',
  interventions:
    'What people did by hand to keep integrations running: replays, restarts, corrections.',
  prices: 'The figures that every cost is calculated from, and whose they are.',
};

const CONTENTS = {
  integrations: RunCostsView,
  groups: GroupsView,
  quotas: QuotasView,
  interventions: InterventionsView,
  prices: PricesView,
};

function Costs() {
  const address = useAddress();
  const { values, change } = address;
  const view = viewOf(values);
  const Content = CONTENTS[view];
  return (
    <>
      <PageHead title="Costs" lead={LEADS[view]} />
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

/** What integrations cost to run, what is done by hand for them, and what platforms still allow. */
export function CostsPage() {
  return (
    <PageFrame title="Costs">
      <Costs />
    </PageFrame>
  );
}
