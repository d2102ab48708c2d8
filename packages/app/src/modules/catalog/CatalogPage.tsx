import { configApiRef, useApi } from '@backstage/frontend-plugin-api';
import { CatalogTable } from '@backstage/plugin-catalog';
import {
  CatalogFilterLayout,
  EntityListPagination,
  EntityListProvider,
} from '@backstage/plugin-catalog-react';
import { Container, Header } from '@backstage/ui';
import { ReactNode } from 'react';

/** Columns that can be dragged put one button into another, which no screen reader can tell apart. */
const TABLE_OPTIONS = { draggable: false };

/** Backstage's list of entities. */
export function CatalogPage(props: {
  filters: ReactNode;
  pagination: EntityListPagination;
}) {
  const organisation =
    useApi(configApiRef).getOptionalString('organization.name') ?? 'Tieline';
  return (
    <main>
      <EntityListProvider pagination={props.pagination}>
        <Header title={`${organisation} catalog`} />
        <Container>
          <CatalogFilterLayout>
            <CatalogFilterLayout.Filters>
              {props.filters}
            </CatalogFilterLayout.Filters>
            <CatalogFilterLayout.Content>
              <CatalogTable tableOptions={TABLE_OPTIONS} />
            </CatalogFilterLayout.Content>
          </CatalogFilterLayout>
        </Container>
      </EntityListProvider>
    </main>
  );
}
