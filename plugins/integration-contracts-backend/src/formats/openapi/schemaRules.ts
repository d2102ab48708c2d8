/** What a clash of two schemas says where the new side is the one that sends. */
export interface SchemaRule {
  /** The rule's name there; the name of the other side is the key. */
  id: string;
  says(name: string): string;
  /** Severities under `strict`, `semantic` and `lenient`, where the new side receives and where it sends. */
  levels: readonly [receives: string, sends: string];
}

const EVERYWHERE = 'EEE';
const NOT_LENIENT = 'EEW';

function limit(
  id: string,
  says: (name: string) => string,
  levels: SchemaRule['levels'] = [NOT_LENIENT, NOT_LENIENT],
): SchemaRule {
  return { id, says, levels };
}

/**
 * A reader depends on how large what it reads may be, rarely on which texts a pattern
 * lets through: there, `semantic` only warns where the new side sends.
 *
 * The clashes that the subset checker and the annotations know. Where the new side
 * receives (requests), the checker's own sentence fits.
 */
export const SCHEMA_RULES: Readonly<Record<string, SchemaRule>> = {
  'type-removed': limit(
    'type-added',
    () => 'Values of a type may come that did not come before.',
    [EVERYWHERE, EVERYWHERE],
  ),
  'enum-narrowed': limit(
    'enum-widened',
    () => 'Values may come that were not listed before.',
    [EVERYWHERE, NOT_LENIENT],
  ),
  'enum-added': limit(
    'enum-removed',
    () => 'Any value may come now; before, only those listed.',
    [EVERYWHERE, NOT_LENIENT],
  ),
  'required-added': limit(
    'property-became-optional',
    name => `${name} may be missing now; before, it was always there.`,
    [EVERYWHERE, EVERYWHERE],
  ),
  'dependency-added': limit(
    'dependency-removed',
    () => 'A member need not come together with another any more.',
  ),
  'property-forbidden': limit(
    'property-added-to-closed-object',
    name => `${name} may come now, which was ruled out before.`,
    [EVERYWHERE, NOT_LENIENT],
  ),
  'property-became-hidden': limit(
    'property-became-visible',
    name => `${name} comes in both directions now.`,
    [EVERYWHERE, '---'],
  ),
  'property-added-to-open-object': limit(
    'property-no-longer-described',
    name => `${name} is not described any more, so that anything may come.`,
  ),
  'property-never-sent': limit(
    'property-removed',
    name => `${name} is not sent any more. It could always be left out.`,
    ['EW-', 'EW-'],
  ),
  'property-hidden': limit(
    'property-became-write-only',
    name => `${name} is only for requests now: it is not sent any more.`,
    ['EE-', 'EE-'],
  ),
  'alternative-removed': limit(
    'alternative-added',
    name => `${name} may come, an alternative that was not listed before.`,
    [EVERYWHERE, NOT_LENIENT],
  ),
  'one-of-ambiguous': limit(
    'one-of-ambiguous',
    () =>
      'It was one of several alternatives, now it is only described as a whole.',
    [NOT_LENIENT, '---'],
  ),
  'additional-properties-forbidden': limit(
    'additional-properties-allowed',
    () => 'Members may come that the schema ruled out before.',
  ),
  'property-names-tightened': limit(
    'property-names-loosened',
    () => 'Members may come whose names were ruled out before.',
  ),
  'min-properties-increased': limit(
    'min-properties-decreased',
    () => 'Objects may have fewer members than before.',
  ),
  'max-properties-decreased': limit(
    'max-properties-increased',
    () => 'Objects may have more members than before.',
  ),
  'min-length-increased': limit(
    'min-length-decreased',
    () => 'Texts may be shorter than before.',
  ),
  'max-length-decreased': limit(
    'max-length-increased',
    () => 'Texts may be longer than before.',
  ),
  'pattern-added': limit(
    'pattern-removed',
    () => 'Texts need not match the old pattern any more.',
    [NOT_LENIENT, 'EW-'],
  ),
  'pattern-changed': limit(
    'pattern-changed',
    () => 'Texts match another pattern than before.',
    [NOT_LENIENT, 'EW-'],
  ),
  'format-changed': limit(
    'format-changed',
    () => 'The format is another than before.',
  ),
  'content-changed': limit(
    'content-changed',
    () => 'What the text contains is another than before.',
  ),
  'content-schema-changed': limit(
    'content-schema-changed',
    () => 'Nothing ensures any more what the text contains.',
  ),
  'integer-required': limit(
    'integer-widened',
    () => 'Numbers may have a fraction now; before, they were whole.',
    [EVERYWHERE, EVERYWHERE],
  ),
  'minimum-tightened': limit(
    'minimum-decreased',
    () => 'Numbers may be smaller than before.',
  ),
  'minimum-added': limit(
    'minimum-removed',
    () => 'Numbers may be as small as can be now; before, there was a limit.',
  ),
  'maximum-tightened': limit(
    'maximum-increased',
    () => 'Numbers may be larger than before.',
  ),
  'maximum-added': limit(
    'maximum-removed',
    () => 'Numbers may be as large as can be now; before, there was a limit.',
  ),
  'multiple-of-changed': limit(
    'multiple-of-changed',
    () => 'Numbers need not be multiples of the old step any more.',
  ),
  'min-items-increased': limit(
    'min-items-decreased',
    () => 'Lists may be shorter than before.',
  ),
  'max-items-decreased': limit(
    'max-items-increased',
    () => 'Lists may be longer than before.',
  ),
  'unique-items-added': limit(
    'unique-items-removed',
    () => 'Lists may repeat an item now.',
  ),
  'contains-added': limit(
    'contains-removed',
    () => 'Lists need not hold the items any more that they always held.',
  ),
  'max-contains-decreased': limit(
    'max-contains-increased',
    () => 'Lists may hold more items of a kind than before.',
  ),
  'unevaluated-changed': limit(
    'unevaluated-changed',
    () =>
      'What the other parts of the schema leave over is restricted in another way than before.',
  ),
  'exclusion-added': limit(
    'exclusion-removed',
    () => 'Values may come that were ruled out before (by not or if).',
  ),
  'discriminator-changed': limit(
    'discriminator-changed',
    () => 'Another member tells the alternatives apart than before.',
    [EVERYWHERE, EVERYWHERE],
  ),
  'discriminator-added': limit(
    'discriminator-removed',
    () => 'No member tells the alternatives apart any more.',
  ),
  'discriminator-value-changed': limit(
    'discriminator-value-changed',
    () => 'A value of the discriminator tells of another alternative now.',
  ),
  'discriminator-value-removed': limit(
    'discriminator-value-added',
    () => 'A value may come that tells of an alternative unknown before.',
    [EVERYWHERE, NOT_LENIENT],
  ),
  'extensible-value-removed': limit(
    'extensible-value-added',
    () => 'Values may come that were not listed before.',
    [NOT_LENIENT, '---'],
  ),
  'member-stability-decreased': limit(
    'member-stability-decreased',
    () => 'It was declared more stable than it is now.',
    ['EE-', 'EE-'],
  ),
  'member-stability-invalid': limit(
    'member-stability-invalid',
    () => 'It has a stability level that nobody knows.',
    ['EE-', 'EE-'],
  ),
  'member-sunset-missing': limit(
    'member-sunset-missing',
    () =>
      'It is deprecated now, but nothing says until when it can be used (x-sunset).',
    ['W--', 'W--'],
  ),
  'member-sunset-too-early': limit(
    'member-sunset-too-early',
    () => 'It is deprecated with a sunset that leaves too little time to move.',
    ['WW-', 'WW-'],
  ),
  'member-sunset-invalid': limit(
    'member-sunset-invalid',
    () => 'It is deprecated with a sunset that is no date.',
    ['EE-', 'EE-'],
  ),
};
