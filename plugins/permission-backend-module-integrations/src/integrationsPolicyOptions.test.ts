import { mockServices } from '@backstage/backend-test-utils';
import { readIntegrationsPolicyOptions } from './integrationsPolicyOptions';

const read = (integrations?: object) =>
  readIntegrationsPolicyOptions(
    mockServices.rootConfig({ data: { permission: { integrations } } as any }),
  );

describe('readIntegrationsPolicyOptions', () => {
  it('has no administrators and shows everything unless told otherwise', () => {
    expect(read()).toEqual({ administrators: [], readScope: 'all' });
  });

  it('takes short references as groups', () => {
    expect(
      read({ administrators: ['Architects', 'user:ada.lind'] }).administrators,
    ).toEqual(['group:default/architects', 'user:default/ada.lind']);
  });

  it('knows a wrong read scope', () => {
    expect(() => read({ readScope: 'some' })).toThrow(
      'permission.integrations.readScope must be all or owned, not some',
    );
  });
});
