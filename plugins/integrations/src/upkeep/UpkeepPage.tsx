import { PageFrame, PageHead } from '../shared/Frame';
import { Segments } from '../shared/Segments';
import { useAddress } from '../shared/useAddress';
import { DuplicatesCard } from './DuplicatesCard';
import { NeglectedCard } from './NeglectedCard';

const VIEWS = [
  { id: 'neglected', title: 'Neglected' },
  { id: 'duplicates', title: 'Duplicates' },
] as const;

function Upkeep() {
  const address = useAddress();
  const view =
    address.values.get('view') === 'duplicates' ? 'duplicates' : 'neglected';
  return (
    <>
      <PageHead
        title="Upkeep"
        lead="What runs and nobody looks after, and what there may be twice."
        actions={
          <Segments
            label="Show"
            options={VIEWS}
            value={view}
            onChange={id =>
              address.change({
                view: id === 'neglected' ? undefined : id,
                dismissed: undefined,
              })
            }
          />
        }
      />
      {view === 'duplicates' ? (
        <DuplicatesCard address={address} />
      ) : (
        <NeglectedCard address={address} />
      )}
    </>
  );
}

/** Neglected integrations and suspected duplicates, for whoever plans the landscape. */
export function UpkeepPage() {
  return (
    <PageFrame title="Upkeep">
      <Upkeep />
    </PageFrame>
  );
}
