import { stringifyEntityRef } from '@backstage/catalog-model';
import { useEntity } from '@backstage/plugin-catalog-react';
import { QueryClientProvider } from '@tanstack/react-query';
import { Card } from '../../shared/Frame';
import { queryClient } from '../../shared/queries';
import { ErrorNotice } from '../../shared/QueryState';
import shared from '../../shared/shared.module.css';
import { useNow } from '../../shared/useNow';
import { useOwnEndings } from '../useOwnEndings';
import { EndingItem } from './EndingItem';
import '../../shared/tokens.css';

/** As many as an overview bears; the page of everything that ends has all. */
const SHOWN = 20;

/** Not for this reader, or a portal without contracts: nothing is missing here. */
function isElsewhere(error: unknown): boolean {
  const { statusCode } = error as { statusCode?: number };
  return statusCode === 403 || statusCode === 404;
}

/** What the entity of this page uses that is ending, worst first; nothing where nothing is. */
export function EntityEndings() {
  const { entity } = useEntity();
  const now = useNow();
  const ref = stringifyEntityRef(entity);
  const parts = (entity.relations ?? [])
    .filter(({ type }) => type === 'hasPart')
    .map(({ targetRef }) => targetRef);
  const query = useOwnEndings({ consumer: [ref], limit: SHOWN });
  if (query.error && !query.data) {
    return isElsewhere(query.error) ? null : (
      <div className={shared.tab}>
        <ErrorNotice what="What it uses that is ending" query={query} />
      </div>
    );
  }
  const { items: all = [], totalItems = 0 } = query.data ?? {};
  // That an integration ends itself is told above.
  const items = all.filter(
    ({ subject }) => subject.integrationRef !== ref.toLocaleLowerCase('en-US'),
  );
  if (items.length === 0) {
    return null;
  }
  return (
    <div className={shared.tab}>
      <Card
        title="Ending, and used here"
        end={
          <span className={`${shared.small} ${shared.muted}`}>
            {totalItems > all.length
              ? `the first ${all.length} of ${totalItems}`
              : 'worst first'}
          </span>
        }
      >
        <ul>
          {items.map(ending => (
            <EndingItem
              key={ending.id}
              ending={ending}
              refs={[ref, ...parts]}
              now={now}
            />
          ))}
        </ul>
      </Card>
    </div>
  );
}

/** The same as a card of an entity's page, which has no cache of its own. */
export function EntityEndingsCard() {
  return (
    <QueryClientProvider client={queryClient}>
      <EntityEndings />
    </QueryClientProvider>
  );
}
