import fc from 'fast-check';
import { Budget } from '../Budget';
import { StringFacet, everyValue } from '../Facet';
import { Patterns } from './Patterns';

const RUNS = Number(process.env.TIELINE_PROPERTY_RUNS ?? 100);
const seed = Number(process.env.TIELINE_PROPERTY_SEED ?? 20261126);

const atoms = fc.constantFrom('a', 'b', '.', '[ab]', '[^a]', '\\w', '\\d');
const { choice } = fc.letrec<{ choice: string; part: string }>(tie => ({
  part: fc
    .tuple(
      fc.oneof(
        { maxDepth: 2, depthSize: 'small', withCrossShrink: true },
        atoms,
        fc
          .tuple(fc.constantFrom('(', '(?:', '(?<n>'), tie('choice'))
          .map(([open, inner]) => `${open}${inner})`),
      ),
      fc.constantFrom('', '', '', '*', '+', '?', '{2}', '{1,2}', '+?'),
    )
    .map(parts => parts.join('')),
  choice: fc
    .array(
      fc
        .array(tie('part'), { minLength: 1, maxLength: 3 })
        .map(parts => parts.join('')),
      { minLength: 1, maxLength: 2 },
    )
    .map(parts => parts.join('|')),
}));
/** A name may be used once only. */
const patterns = fc
  .tuple(fc.constantFrom('^', ''), choice, fc.constantFrom('$', ''))
  .map(([begin, inner, end]) =>
    `${begin}(?:${inner})${end}`.replace(/<n>/g, (_, at) => `<n${at}>`),
  );

const TEXTS = [''];
for (const text of TEXTS) {
  if (text.length < 4) {
    TEXTS.push(...['a', 'b', '1', '-'].map(character => text + character));
  }
}

const known = () => new Patterns(new Budget());

describe('Patterns', () => {
  it('never says more of two patterns than holds for every text', () => {
    let included = 0;
    fc.assert(
      fc.property(patterns, patterns, (one, other) => {
        const [left, right] = [one, other].map(text => RegExp(text, 'u'));
        const inBoth = TEXTS.filter(
          text => left.test(text) && right.test(text),
        );
        const onlyLeft = TEXTS.find(
          text => left.test(text) && !right.test(text),
        );
        const [asked] = [known()];
        const isIncluded = asked.includes(other, one);
        included += Number(isIncluded);
        expect(isIncluded && onlyLeft !== undefined).toBe(false);
        expect(asked.areApart(one, other) && inBoth.length > 0).toBe(false);
        expect(asked.includes(one, one)).toBe(true);
      }),
      { numRuns: RUNS, seed },
    );
    expect(included).toBeGreaterThan(RUNS / 20);
  });

  it.each([
    ['^[a-z0-9]+$', '^[a-z]+$'],
    ['x', '^ax*xb$'],
    ['^(?:EUR|USD|CHF)$', '^(USD|EUR)$'],
    ['^.{2,4}$', '^\\d{3}$'],
    ['^[\\w-]{1,9}$', '^\\w{3}-?$'],
    ['^\\S+$', '^\\u0041\\x42[^\\s]$'],
    ['', '^anything'],
  ])('%s matches all that %s matches, not the other way round', (wide, one) => {
    expect(known().includes(wide, one)).toBe(true);
    expect(known().includes(one, wide)).toBe(false);
  });

  it.each(['(?=a)b', '(?<!a)b', '(a)\\1', '\\bword\\b', '\\p{L}', '(a', 'a^b'])(
    'says nothing of %s, which is more than regular, or no pattern',
    pattern => {
      expect(known().includes('a*', pattern)).toBe(false);
      expect(known().includes(pattern, '^a$')).toBe(false);
      expect(known().includes(pattern, pattern)).toBe(true);
    },
  );

  it('takes lengths into account', () => {
    const facet = {
      ...(everyValue('string', '') as StringFacet),
      patterns: ['^(ab)*$'],
      maxLength: 5,
    };
    expect(known().ensures(facet, '^(ab){0,2}$')).toBe(true);
    expect(known().ensures(facet, '[ab]*')).toBe(false);
    expect(known().ensuresLength(facet, 0, 4)).toBe(true);
    expect(known().ensuresLength(facet, 0, 3)).toBe(false);
    expect(known().isEmpty({ ...facet, minLength: 5 })).toBe(true);
    expect(known().isEmpty({ ...facet, minLength: 4 })).toBe(false);
  });

  it('takes into account which texts are left out', () => {
    const texts = everyValue('string', '') as StringFacet;
    const facet = {
      ...texts,
      minLength: 2,
      except: [{ ...texts, minLength: 2, patterns: ['a'] }],
    };
    expect(known().ensures(facet, '^[^a]+$')).toBe(true);
    expect(known().ensures(facet, '^[^b]+$')).toBe(false);
    expect(known().isEmpty({ ...facet, patterns: ['^b?a'] })).toBe(true);
    expect(known().isEmpty({ ...facet, patterns: ['^b?a?'] })).toBe(false);
    expect(known().ensures({ ...facet, minLength: 1 }, '^[^a]+$')).toBe(false);
  });

  it.each([
    '^(a+)+(a+)+(a+)+$',
    '^(a|b|ab)*c(a|b|ab){40}$',
    '^.*a.{200}$',
    '^((a{99}){99}){99}$',
    '^(?:){999999999}$',
    `${'('.repeat(120)}a${')'.repeat(120)}`,
  ])('is done with %s at once', pattern => {
    const asked = known();
    const begin = performance.now();
    asked.includes('^[ab]*a[ab]{12}$', pattern);
    asked.includes(pattern, '^[ab]*a[ab]{12}$');
    expect(performance.now() - begin).toBeLessThan(2_000);
  });
});
