import {
  IntegrationContractsApi,
  IntegrationEndingsApi,
} from '@tieline/plugin-integrations-common/contracts';
import { ReactElement } from 'react';
import { renderContracts } from '../../../contracts/__testUtils__/renderContracts';
import { TabFrame } from '../../../shared/Frame';

/** Renders a dialog about an ending for a test, as on a page. */
export function renderDialog(
  dialog: ReactElement,
  endings: Partial<IntegrationEndingsApi> = {},
  options: Parameters<typeof renderContracts>[2] & {
    contracts?: Partial<IntegrationContractsApi>;
  } = {},
) {
  return renderContracts(
    <TabFrame>{dialog}</TabFrame>,
    options.contracts ?? {},
    { ...options, endings },
  );
}

/** The local instant that a field for date and time has, as the API takes it. */
export function instantOf(fieldValue: string): string {
  return new Date(fieldValue).toISOString();
}
