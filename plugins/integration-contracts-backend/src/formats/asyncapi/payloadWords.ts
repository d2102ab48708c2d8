/** What the next version's application may do now that its consumers weren't told of. */
const SENT: Record<string, string> = {
  'type-removed': 'a value of another type can be sent now',
  'integer-required': 'numbers with a fraction can be sent now',
  'minimum-added': 'smaller numbers can be sent now',
  'minimum-tightened': 'smaller numbers can be sent now',
  'maximum-added': 'larger numbers can be sent now',
  'maximum-tightened': 'larger numbers can be sent now',
  'multiple-of-changed': 'numbers with another step can be sent now',
  'min-length-increased': 'shorter texts can be sent now',
  'max-length-decreased': 'longer texts can be sent now',
  'pattern-added': 'texts without the old pattern can be sent now',
  'pattern-changed': 'texts with another pattern can be sent now',
  'format-changed': 'texts without the old format can be sent now',
  'content-changed': 'texts in another encoding can be sent now',
  'enum-narrowed': 'values that were not listed can be sent now',
  'enum-added': 'values that were not listed can be sent now',
  'min-items-increased': 'lists with fewer items can be sent now',
  'max-items-decreased': 'lists with more items can be sent now',
  'unique-items-added': 'lists that repeat an item can be sent now',
  'contains-added': 'lists without the needed item can be sent now',
  'max-contains-decreased': 'lists with more such items can be sent now',
  'required-added': 'a member that was always there can be missing now',
  'property-forbidden': 'a member that was ruled out can be sent now',
  'additional-properties-forbidden':
    'members that were ruled out can be sent now',
  'dependency-added': 'a member that went with another can be missing now',
  'min-properties-increased': 'objects with fewer members can be sent now',
  'max-properties-decreased': 'objects with more members can be sent now',
  'property-names-tightened': 'members with other names can be sent now',
  'exclusion-added': 'values that were ruled out can be sent now',
  'discriminator-added': 'nothing tells kinds apart any more',
  'discriminator-changed': 'another member tells kinds apart now',
  'discriminator-value-removed': 'a kind can be sent now that was unknown',
  'unevaluated-changed': 'members that were ruled out can be sent now',
};

/**
 * A clash of a schema in words, where the application sends: JSON Schema's own words
 * are about a reader that became stricter, here the writer became freer.
 *
 * @param pointer - the place of the schema, from which the member's name is read
 */
export function wordsForSent(ruleId: string, pointer: string): string {
  const words =
    SENT[ruleId] ??
    `what is sent now is not what the old schema allows (${ruleId.toLowerCase().replace(/_/g, ' ')})`;
  const tokens = pointer.split('/');
  const path = tokens.filter((_, at) => tokens[at - 1] === 'properties');
  return `${path.length > 0 ? `In "${path.join('.')}" ` : ''}${words}.`;
}
