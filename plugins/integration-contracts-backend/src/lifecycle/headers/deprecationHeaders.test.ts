import fc from 'fast-check';
import { assertHeaderFields } from './assertHeaderFields';
import { deprecationHeaders, HeaderDates } from './deprecationHeaders';

const ending: HeaderDates = {
  announcedAtMs: Date.parse('2023-06-30T23:59:59.900Z'),
  sunsetAtMs: Date.parse('2026-11-06T08:49:37.999Z'),
  pageUrl: 'https://tieline.example.com/deprecations/7',
};

const valuesOf = (facts: Partial<HeaderDates>) =>
  Object.fromEntries(
    deprecationHeaders({ ...ending, ...facts }).map(({ name, value }) => [
      name,
      value,
    ]),
  );

describe('the headers of an ending', () => {
  it('say since when, until when and where to read on, in the forms of their RFCs', () => {
    expect(
      valuesOf({ successorUrl: 'https://shipping.example.com/v2/shipments' }),
    ).toEqual({
      // RFC 9745's own example of a date
      Deprecation: '@1688169599',
      Sunset: 'Fri, 06 Nov 2026 08:49:37 GMT',
      Link: [
        '<https://tieline.example.com/deprecations/7>; rel="deprecation"; type="text/html"',
        '<https://tieline.example.com/deprecations/7>; rel="sunset"; type="text/html"',
        '<https://shipping.example.com/v2/shipments>; rel="successor-version"',
      ].join(', '),
    });
  });

  it('leave out what nobody knows yet', () => {
    expect(
      deprecationHeaders({
        announcedAtMs: ending.announcedAtMs,
        pageUrl: ending.pageUrl,
      }),
    ).toEqual([
      { name: 'Deprecation', value: '@1688169599' },
      {
        name: 'Link',
        value: `<${ending.pageUrl}>; rel="deprecation"; type="text/html"`,
      },
    ]);
  });

  it('link the sunset to the policy where there is one', () => {
    expect(
      valuesOf({ policyUrl: 'https://example.com/policy' }).Link,
    ).toContain('<https://example.com/policy>; rel="sunset"');
  });

  it('never say that something ended before it was deprecated', () => {
    const { Deprecation, Sunset } = valuesOf({
      sunsetAtMs: Date.parse('2023-01-01T00:00:00Z'),
    });
    expect([Deprecation, Sunset]).toEqual([
      '@1672531200',
      'Sun, 01 Jan 2023 00:00:00 GMT',
    ]);
  });

  it('have no dates that HTTP can not write', () => {
    expect(valuesOf({ sunsetAtMs: Date.UTC(10_000, 0, 1) })).not.toHaveProperty(
      'Sunset',
    );
    expect(
      valuesOf({ announcedAtMs: Number.NaN, sunsetAtMs: undefined }),
    ).not.toHaveProperty('Deprecation');
  });

  it.each([
    'data:text/html,x',
    'ftp://x.example/',
    'v2, see the wiki',
    '/v2/shipments',
    'https://',
    '',
  ])('have no link to %j, which is no address of the web', successorUrl => {
    expect(valuesOf({ successorUrl }).Link).not.toContain('successor-version');
  });

  it('let no name or password out', () => {
    const { Link } = valuesOf({
      successorUrl: 'https://ada:secret@x.example/',
    });
    expect(Link).toContain('<https://x.example/>; rel="successor-version"');
  });

  it('are one line of ASCII with no more links than were given, whatever an address says', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'binary', maxLength: 40 }),
        fc.constantFrom('/', '?', '#', '/a\r\nX-Evil: 1', '/">,<b>; rel="x'),
        (text, before) => {
          const headers = deprecationHeaders({
            ...ending,
            successorUrl: `https://x.example${before}${text}`,
          });
          assertHeaderFields(headers);
          const { value } = headers.find(({ name }) => name === 'Link')!;
          expect(
            value
              .replace(/<[^<>]*>/g, '<>')
              .split(', ')
              .map(link => link.replace(/; type="text\/html"$/, '')),
          ).toEqual([
            '<>; rel="deprecation"',
            '<>; rel="sunset"',
            '<>; rel="successor-version"',
          ]);
        },
      ),
    );
  });
});
