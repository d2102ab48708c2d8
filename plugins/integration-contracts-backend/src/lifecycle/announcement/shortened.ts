/** A text of at most so many characters, cut between two of them. */
export function shortened(text: string, maxCharacters: number): string {
  const characters = [...text.slice(0, 2 * (maxCharacters + 1))];
  return characters.length > maxCharacters
    ? `${characters.slice(0, maxCharacters).join('')}…`
    : text;
}
