import fc from 'fast-check';
import { readEndingWord } from './readEndingWord';

const SUNSET = 'Wed, 11 Nov 2026 23:59:59 GMT';
const sunsetMs = Date.parse('2026-11-11T23:59:59Z');

describe('readEndingWord', () => {
  it('reads the dates as RFC 9745 and RFC 8594 have them', () => {
    expect(
      readEndingWord({ deprecation: ['@1688169599'], sunset: [SUNSET] }),
    ).toEqual({ deprecatedMs: 1_688_169_599_000, sunsetMs, url: '' });
    expect(readEndingWord({ sunset: [SUNSET] })).toEqual({ sunsetMs, url: '' });
    expect(readEndingWord({ deprecation: ['@0'] })).toEqual({
      deprecatedMs: 0,
      url: '',
    });
  });

  it.each([
    ['an HTTP date', SUNSET, sunsetMs],
    ['a day', '2026-11-11', Date.parse('2026-11-11')],
    [
      'an instant of another zone',
      '"2026-11-11T10:00:00+02:00"',
      Date.parse('2026-11-11T08:00:00Z'),
    ],
    ['a date with parameters', '@1688169599;x=1', 1_688_169_599_000],
    ['a truth value', 'true', undefined],
    ['a structured truth value', '?1', undefined],
  ])('takes %s as earlier drafts and others send it', (_, text, ms) => {
    expect(readEndingWord({ deprecation: [text] })).toEqual({
      ...(ms !== undefined && { deprecatedMs: ms }),
      url: '',
    });
  });

  it('takes the first of several lines that can be understood', () => {
    expect(
      readEndingWord({ sunset: ['soon', SUNSET, '2030-01-01'] }),
    ).toMatchObject({ sunsetMs });
  });

  it.each([
    ['nothing', {}],
    ['a link alone', { link: ['<https://a.example>; rel="sunset"'] }],
    ['words', { deprecation: ['soon'], sunset: ['next year'] }],
    ['a denial', { deprecation: ['false'] }],
    ['seconds in milliseconds', { deprecation: ['@1688169599000'] }],
    ['a day that is none', { sunset: ['Wed, 31 Feb 2026 23:59:59 GMT'] }],
    ['an hour that is none', { sunset: ['Wed, 11 Feb 2026 25:59:59 GMT'] }],
    ['a month that is none', { sunset: ['Wed, 11 Anf 2026 23:59:59 GMT'] }],
    ['a number', { sunset: ['1688169599'] }],
  ])('takes %s for no word', (_, headers) => {
    expect(readEndingWord(headers)).toBeUndefined();
  });

  it('says where to read about it, without what may be personal', () => {
    const urlOf = (...link: string[]) =>
      readEndingWord({ sunset: [SUNSET], link })?.url;
    expect(
      urlOf(
        '<https://a.example/list?page=2>; rel="next", <https://me:pw@docs.example/v3?user=7#top>; rel="deprecation"; type="text/html"',
      ),
    ).toBe('https://docs.example/v3');
    expect(urlOf('</x>; rel=sunset', '<https://b.example/y>;rel=sunset')).toBe(
      'https://b.example/y',
    );
    expect(urlOf('<javascript:alert(1)>; rel="sunset"')).toBe('');
    expect(urlOf('<https://a.example/list>; rel="next"')).toBe('');
  });

  it('takes whatever anybody answers without complaint, and gives dates that can be written', () => {
    const line = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 60 }),
      fc.tuple(fc.constantFrom('@', '"', ' ', '?'), fc.bigInt()).map(String),
      fc.date({ noInvalidDate: false }).map(String),
      fc
        .tuple(fc.webUrl(), fc.string())
        .map(([url, rel]) => `<${url}>; rel="sunset ${rel}"`),
    );
    const lines = fc.array(line, { maxLength: 4 });
    fc.assert(
      fc.property(lines, lines, lines, (deprecation, sunset, link) => {
        const word = readEndingWord({ deprecation, sunset, link });
        [word?.deprecatedMs, word?.sunsetMs].forEach(ms =>
          expect(new Date(ms ?? 0).toISOString()).toMatch(/^\d{4}-/),
        );
        expect(word?.url ?? '').toMatch(/^(https?:\/\/.*)?$/);
      }),
    );
  });
});
