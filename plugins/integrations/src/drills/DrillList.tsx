import { useOwnerFilter } from '../shared/OwnerChoice';
import { QueryState, SkeletonRows } from '../shared/QueryState';
import shared from '../shared/shared.module.css';
import { StableList } from '../shared/StableList';
import { Address } from '../shared/useAddress';
import { useNow } from '../shared/useNow';
import { PAGE_SIZE, toDrillsRequest } from './drillsAddress';
import { DrillTable } from './DrillTable';
import { NoDrill } from './NoDrill';
import { useDrillList } from './useDrills';

/** All drills, those that are planned first, then the newest. */
export function DrillList(props: {
  address: Address;
  openId: string | null;
  onOpen: (id: string) => void;
}) {
  const { address, openId, onOpen } = props;
  const { values } = address;
  const now = useNow();
  const { owner, isKnown } = useOwnerFilter(values);
  const query = useDrillList(
    {
      ...toDrillsRequest(values, owner),
      limit: PAGE_SIZE,
      cursor: values.getAll('cursor').at(-1),
    },
    { enabled: isKnown },
  );
  return (
    <QueryState
      what="The drills"
      query={query}
      skeleton={
        <div className={shared.card}>
          <SkeletonRows rows={6} heightPx={64} />
        </div>
      }
    >
      {page =>
        page.items.length ? (
          <StableList
            label="Drills"
            items={page.items}
            isCurrent={!query.isPlaceholderData}
            address={address}
            opened="drill"
            next={page.pageInfo.nextCursor}
          >
            {rows => (
              <DrillTable
                drills={rows}
                now={now}
                openId={openId}
                onOpen={onOpen}
              />
            )}
          </StableList>
        ) : (
          <NoDrill view="drills" address={address} />
        )
      }
    </QueryState>
  );
}
