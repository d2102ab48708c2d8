import { PageFrame, PageHead } from '../shared/Frame';
import { Segments } from '../shared/Segments';
import { useAddress } from '../shared/useAddress';
import { AuditSample } from './AuditSample';
import { WorthlessChecks } from './WorthlessChecks';

const VIEWS = [
  { id: 'sample', title: 'Sample' },
  { id: 'worthless', title: 'Possibly worthless checks' },
] as const;

function Audits() {
  const address = useAddress();
  const view =
    address.values.get('view') === 'worthless' ? 'worthless' : 'sample';
  return (
    <>
      <PageHead
        title="Audits"
        lead="Whether passes are passes: somebody outside the owning team looks at a sample, and at checks that never fail."
        actions={
          <Segments
            label="Show"
            options={VIEWS}
            value={view}
            onChange={id =>
              address.change({
                view: id === 'sample' ? undefined : id,
                cursor: undefined,
              })
            }
          />
        }
      />
      {view === 'worthless' ? (
        <WorthlessChecks />
      ) : (
        <AuditSample address={address} />
      )}
    </>
  );
}

/** Passes that were drawn for somebody to look at, and checks that never fail. */
export function AuditsPage() {
  return (
    <PageFrame title="Audits">
      <Audits />
    </PageFrame>
  );
}
