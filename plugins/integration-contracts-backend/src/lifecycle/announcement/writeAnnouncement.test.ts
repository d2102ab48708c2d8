import fc from 'fast-check';
import { KnownConsumer } from './describeConsumers';
import {
  AnnouncedEnding,
  AnnouncementPointers,
  writeAnnouncement,
} from './writeAnnouncement';

const ending: AnnouncedEnding = {
  title: 'Shipping API 1.9.4',
  status: 'on-track',
  ownerRef: 'group:default/fulfilment',
  announcedAt: '2026-09-01T08:00:00.000Z',
  announcedBy: 'user:default/ines',
  sunsetAt: '2026-12-31T09:30:00.000Z',
  replacement: { kind: 'version', version: '2.3.0' },
  replacementTitle: 'Shipping API 2.3.0',
  note: 'Ask for `/v2/shipments`.\n\n- `eta` is an instant now.',
  isForeign: false,
  hiddenConsumers: 0,
  consumers: [],
  brownouts: [],
};
const consumer: KnownConsumer = {
  name: 'support-desk',
  kind: 'both',
  state: 'uses',
  ownerRef: 'group:default/customer-care',
  lastSeenAt: '2026-11-27T09:56:00.000Z',
};
const pointers: AnnouncementPointers = {
  pageUrl: 'https://tieline.example.com/deprecations/7',
  replacementUrl: 'https://tieline.example.com/contracts/catalog/shipping',
  headers: [{ name: 'Deprecation', value: '@1788249600' }],
};
const write = (
  facts: Partial<AnnouncedEnding> = {},
  more: Partial<AnnouncementPointers> = {},
) => writeAnnouncement({ ...ending, ...facts }, { ...pointers, ...more });
const rowsOf = (text: string) =>
  text.split('\n').filter(line => line.startsWith('| '));

describe('an announcement', () => {
  it('says what ends, when, what replaces it, what to do and how to answer', () => {
    expect(write({ consumers: [consumer] }))
      .toBe(`# Shipping API 1.9.4 ends on 31 December 2026

**Shipping API 1.9.4** has been deprecated since 1 September 2026 by ines. It may stop answering from **31 December 2026, 09:30 UTC** on. It is owned by fulfilment.

## What to do

Use **[Shipping API 2.3.0](<https://tieline.example.com/contracts/catalog/shipping>)** instead.

> Ask for \`/v2/shipments\`.
>
> - \`eta\` is an instant now.

## Who is known to use it

| who | owner | last seen | answer |
| --- | --- | --- | --- |
| support-desk | customer-care | 27 November 2026 | none yet |

If you use it and are not among them, say so.

## How to answer

Say on [its page](<https://tieline.example.com/deprecations/7>)

- that you have read this;
- when you will have moved;
- or that you need more time: until when, and why.

Whoever does not answer is reminded as the date nears.

## For programs

Over HTTP, its answers should carry these headers (RFC 9745, RFC 8594):

\`\`\`http
Deprecation: @1788249600
\`\`\`
`);
  });

  it('shows what each consumer answered', () => {
    const extension = {
      until: '2027-02-01T00:00:00.000Z',
      reason: 'Peak',
      askedAt: '2026-11-01T00:00:00.000Z',
      askedBy: 'user:default/tom',
    };
    const movesAt = '2026-12-10T00:00:00.000Z';
    const answers: Array<Partial<KnownConsumer>> = [
      { acknowledgedAt: '2026-10-01T00:00:00.000Z' },
      { acknowledgedAt: '2026-10-01T00:00:00.000Z', movesAt },
      { extension: { ...extension, state: 'asked' } },
      { extension: { ...extension, state: 'granted' } },
      { extension: { ...extension, state: 'refused' }, movesAt },
      { state: 'left' },
      { state: 'presumed-gone' },
      { kind: 'unnamed', ownerRef: undefined },
      { ownerRef: 'group:payments/ledger', lastSeenAt: undefined },
    ];
    const text = write({
      consumers: answers.map(answer => ({ ...consumer, ...answer })),
    });
    expect(
      rowsOf(text)
        .slice(2)
        .map(row => row.split(' | ').pop()),
    ).toEqual([
      'has read it |',
      'moves by 10 December 2026 |',
      'asks for time until 1 February 2027 |',
      'has time until 1 February 2027 |',
      'more time until 1 February 2027 was refused; moves by 10 December 2026 |',
      'has left |',
      'presumed gone |',
      'nobody claimed it yet |',
      'none yet |',
    ]);
    expect(text).toContain('| support-desk (whose?) | nobody |');
    expect(text).toContain('| payments/ledger | never |');
  });

  it('names the reason where nothing replaces it, and what else does', () => {
    expect(
      write({
        replacement: { kind: 'none', reason: 'Nobody tracks by fax.' },
        replacementTitle: undefined,
      }),
    ).toContain('Nothing replaces it: Nobody tracks by fax.');
    expect(
      write(
        {
          replacement: { kind: 'other', text: 'The carrier’s portal' },
          replacementTitle: undefined,
        },
        { replacementUrl: undefined },
      ),
    ).toContain('Use **The carrier’s portal** instead.');
    expect(
      write({ replacement: undefined, replacementTitle: undefined }),
    ).toContain('Nobody has said yet what replaces it.');
  });

  it('lists outages to come, not those that are over or cancelled', () => {
    const text = write({
      brownouts: (['planned', 'over', 'cancelled'] as const).map(
        (state, day) => ({
          startsAt: `2026-12-0${day + 1}T10:00:00.000Z`,
          endsAt: `2026-12-0${day + 1}T10:15:00.000Z`,
          note: 'Reads only',
          state,
        }),
      ),
    });
    expect(text).toContain(
      '- 1 December 2026, 10:00 to 1 December 2026, 10:15 UTC: Reads only',
    );
    expect(text.match(/Reads only/g)).toHaveLength(1);
  });

  it('asks nobody for an answer where it is over', () => {
    const retired = write({
      status: 'retired',
      overAt: '2027-01-02T00:00:00.000Z',
    });
    expect(retired).toMatch(/^# Shipping API 1.9.4 was switched off on 2 Jan/);
    expect(retired).toContain('Use **[Shipping API 2.3.0]');
    const withdrawn = write({
      status: 'withdrawn',
      overAt: '2026-10-02T00:00:00.000Z',
    });
    expect(withdrawn).toMatch(/^# Shipping API 1.9.4 does not end\n/);
    expect(withdrawn).toContain('taken back on 2 October 2026');
    for (const text of [retired, withdrawn]) {
      expect(text).not.toMatch(/How to answer|should carry/);
    }
  });

  it('says that nobody knows the date, or who uses it', () => {
    const text = write({ sunsetAt: undefined });
    expect(text).toMatch(/^# Shipping API 1.9.4 is deprecated\n/);
    expect(text).toContain('Nobody has said yet when it stops answering.');
    expect(text).toContain('Nobody is known to use it. If you do, say so.');
    expect(write({ hiddenConsumers: 3 })).toContain(
      'Consumers that this list does not show: 3.',
    );
  });

  it('says that nobody here decides about what is somebody else’s', () => {
    const text = write({ isForeign: true });
    expect(text).toContain('nobody here decides about its end');
    expect(text).not.toContain('you need more time');
  });

  it('keeps what a note leaves open inside the note', () => {
    const text = write({ note: 'Before\r\n```js\r<!-- <details>\n# Big' });
    expect(text).toContain(
      '> Before\n> ```js\n> <!-- <details>\n> # Big\n\n## Who',
    );
  });

  it('stays readable and short however long names and lists are', () => {
    const long = '🚢'.repeat(5_000);
    const text = write({
      title: long,
      note: long.repeat(4),
      consumers: Array.from({ length: 5_000 }, () => ({
        ...consumer,
        name: long,
      })),
      hiddenConsumers: 2,
    });
    expect(rowsOf(text)).toHaveLength(102);
    expect(text).toContain('And 4902 more');
    expect(Buffer.from(text).toString()).toBe(text);
    expect(text.length).toBeLessThan(100_000);
  });

  it('lets no name become markup, a link, a mention or another row', () => {
    const hostile = fc.string({
      unit: fc.constantFrom(
        ...['*', '_', '`', '[a](b)', '|', '\n', '\r', '#', '<b>', '&lt;'],
        ...['@team', 'https://x.example', 'www.x.example', '\\', '~~', '!'],
        ...['\u2028', '\u0000', '- ', '1. ', 'x', ' '],
      ),
      maxLength: 20,
    });
    fc.assert(
      fc.property(hostile, name => {
        const text = write({
          title: `a${name}`,
          replacementTitle: `b${name}`,
          ownerRef: `group:default/c${name}`,
          consumers: [{ ...consumer, name: `d${name}` }],
          brownouts: [],
        });
        const plain = write({
          title: 'a',
          replacementTitle: 'b',
          ownerRef: 'group:default/c',
          consumers: [{ ...consumer, name: 'd' }],
          brownouts: [],
        });
        expect(text.split('\n')).toHaveLength(plain.split('\n').length);
        const unescaped = text.replace(/\\[^a-z0-9\s]/gi, '');
        expect(markupOf(unescaped)).toEqual(markupOf(plain));
      }),
    );
  });
});

/** Every sign that Markdown could read something into. */
function markupOf(text: string): string {
  return text
    .replace(/&(amp|lt|gt|#58|#64|#46);/g, '')
    .replace(/www\.|:\/\//gi, '@')
    .replace(/[^*_`[\]|#<>@~!\n&]/g, '');
}
