import { mockApis, renderInTestApp } from '@backstage/frontend-test-utils';
import { entityRouteRef } from '@backstage/plugin-catalog-react';
import {
  PermissionApi,
  permissionApiRef,
} from '@backstage/plugin-permission-react';
import { IntegrationEndingsApi } from '@tieline/plugin-integrations-common/contracts';
import { ReactElement } from 'react';
import { integrationEndingsApiRef } from '../../apis';
import { contractsRouteRef, deprecationsRouteRef } from '../../routes';

/** When the tests of this family happen. */
export const NOW = new Date('2026-11-18T09:53:00.000Z');

/** Stops the clock, and nothing else. */
export function stopClock(now = NOW) {
  jest.useFakeTimers({
    now,
    doNotFake: [
      'clearImmediate',
      'clearInterval',
      'clearTimeout',
      'nextTick',
      'performance',
      'queueMicrotask',
      'requestAnimationFrame',
      'cancelAnimationFrame',
      'setImmediate',
      'setInterval',
      'setTimeout',
    ],
  });
}

// As the permission API puts it on the wire.
const ALLOW: Awaited<ReturnType<PermissionApi['authorize']>> =
  JSON.parse('{"result":"ALLOW"}');

/** Renders a page of endings for a test. */
export function renderEndings(
  page: ReactElement,
  api: Partial<IntegrationEndingsApi>,
  options: { path?: string } = {},
) {
  return renderInTestApp(page, {
    initialRouteEntries: [options.path ?? '/deprecations'],
    mountedRoutes: {
      '/deprecations': deprecationsRouteRef,
      '/contracts': contractsRouteRef,
      '/catalog/:namespace/:kind/:name': entityRouteRef,
    },
    apis: [
      mockApis.identity({
        userEntityRef: 'user:default/mira.kask',
        ownershipEntityRefs: ['group:default/fulfilment'],
      }),
      [
        integrationEndingsApiRef,
        {
          listContractConsumers: async () => ({
            versions: [],
            consumers: [],
            hiddenConsumers: 0,
          }),
          listIntegrationConsumers: async () => ({ items: [] }),
          ...api,
        } as Partial<IntegrationEndingsApi>,
      ],
      [permissionApiRef, { authorize: async () => ALLOW } as PermissionApi],
    ],
  });
}
