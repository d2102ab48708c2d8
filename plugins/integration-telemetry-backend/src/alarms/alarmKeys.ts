/** What an integration's alarm is known by while it is on. */
export function keyOf(entityRef: string, environment: string): string {
  return `${entityRef} ${environment}`;
}
