/**
 * How an integration is doing: of a hundred one fails since two hours, one for two days, three are silent, and five were
 * never called.
 *
 * @param {number} number of the integration
 * @returns {'well' | 'failing' | 'failing long' | 'silent' | 'never'}
 */
export function courseOf(number) {
  const rest = number % 100;
  if (rest < 2) {
    return rest === 0 ? 'failing' : 'failing long';
  }
  if (rest < 10) {
    return rest < 5 ? 'silent' : 'never';
  }
  return 'well';
}
