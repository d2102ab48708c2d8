import { PermissionApi } from '@backstage/plugin-permission-react';

// As the permission API puts it on the wire.
const ANSWERS: Record<
  'ALLOW' | 'DENY',
  Awaited<ReturnType<PermissionApi['authorize']>>
> = {
  ALLOW: JSON.parse('{"result":"ALLOW"}'),
  DENY: JSON.parse('{"result":"DENY"}'),
};

/** Allows everything but what is named, for tests. */
export function permissionsWithout(denied: readonly string[]): PermissionApi {
  return {
    authorize: async ({ permission }) =>
      ANSWERS[denied.includes(permission.name) ? 'DENY' : 'ALLOW'],
  } as PermissionApi;
}
