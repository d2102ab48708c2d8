import { TestDatabases } from '@backstage/backend-test-utils';
import { startContracts } from './__testUtils__/startContracts';

jest.setTimeout(120_000);

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_18'] });

const MOST_BYTES = 32 * 1024 * 1024;
const words = JSON.stringify({ type: 'string' });

/** A body of exactly so many bytes: the text ends with blanks. */
function bodyOf(bytes: number, against: string): string {
  const frame = (text: string) => JSON.stringify({ against, text });
  const missing = bytes - frame(words).length;
  return frame(words + ' '.repeat(missing));
}

function pattern(source: string): string {
  return JSON.stringify({ type: 'string', pattern: source });
}

function aliases(levels: number): string {
  const lines = Array.from(
    { length: levels },
    (_, at) => `l${at + 1}: &l${at + 1} [${`*l${at}, `.repeat(9)}*l${at}]`,
  );
  return ['l0: &l0 x', ...lines].join('\n');
}

function alternatives(count: number): string {
  const either = (at: number) => ({
    anyOf: [
      { properties: { [`a${at}`]: { type: 'string' } } },
      { properties: { [`b${at}`]: { type: 'number' } } },
    ],
  });
  return JSON.stringify({
    allOf: Array.from({ length: count }, (_, at) => either(at)),
  });
}

describe('the body of a request', () => {
  let portal: Awaited<ReturnType<typeof startContracts>>;
  const check = (body: string) => portal.send('/v1/checks', body);

  beforeAll(async () => {
    portal = await startContracts(await databases.init('SQLITE_3'));
  });

  afterAll(() => portal.stop());

  const isAlive = async () => (await check(bodyOf(200, words))).status === 200;

  it('may have 32 MB', async () => {
    const body = bodyOf(MOST_BYTES, words);
    expect(Buffer.byteLength(body)).toBe(MOST_BYTES);
    const answer = await check(body);
    expect([answer.status, answer.body.compatible]).toEqual([200, true]);
    expect(await isAlive()).toBe(true);
  });

  it('is refused in words where it has more, in whichever way it is sent', async () => {
    const body = bodyOf(MOST_BYTES + 1, words);
    const message =
      'The request is larger than 32 MB. Split the text, or have integrationContracts.maxTextBytes raised.';
    const answer = await check(body);
    expect([answer.status, answer.body.error.message]).toEqual([413, message]);
    const published = await portal.send(
      `${portal.contract('large')}/versions`,
      body,
    );
    expect([published.status, published.body.error.message]).toEqual([
      413,
      message,
    ]);
    expect((await portal.get(portal.contract('large'))).status).toBe(404);
    expect(await isAlive()).toBe(true);
  });

  it.each([
    ['no JSON', '{"text": "{}"'],
    ['no object', '[]'],
    ['nothing', ''],
    ['a text that is none', '{"text": 1}'],
    ['an empty text', '{"text": ""}'],
    ['a field that nobody knows', '{"text": "{}", "constructor": {}}'],
    ['a prototype', '{"text": "{}", "__proto__": {"mode": "NONE"}}'],
    ['a mode that is none', '{"text": "{}", "mode": "SIDEWAYS"}'],
    [
      'a nesting beyond the stack',
      `{"text": "{}", "against": ${'['.repeat(200_000)}${']'.repeat(200_000)}}`,
    ],
  ])('with %s is refused, and not sent back', async (_, body) => {
    const answer = await check(body);
    expect(answer.status).toBe(400);
    expect(answer.body.error.message).toMatch(/\w/);
    expect(JSON.stringify(answer.body).length).toBeLessThan(2_000);
    expect(await isAlive()).toBe(true);
  });

  const nested = (open: string, close: string, depth: number) =>
    open.repeat(depth) + close.repeat(depth);

  it.each([
    ['deep JSON', nested('{"items":', '}', 100_000)],
    ['deep lists', nested('[', ']', 100_000)],
    ['deep YAML', nested('{a: ', '}', 5_000)],
    ['aliases that multiply', aliases(12)],
    ['an alias of itself', 'type: object\nproperties: &all\n  a: *all\n'],
    ['a tag for code', 'type: !!js/function "function () { exit() }"'],
    ['a prototype', '{"type": "object", "__proto__": {"required": ["a"]}}'],
    ['a pattern that backtracks', pattern('^(a+)+(a|aa)*$')],
    ['a pattern that is none', pattern('(')],
    [
      'references in a circle',
      '{"$ref": "#/$defs/a", "$defs": {"a": {"$ref": "#"}}}',
    ],
    ['a reference elsewhere', '{"$ref": "http://169.254.169.254/latest"}'],
    [
      'numbers beyond measure',
      '{"type": "number", "maximum": 1e999, "multipleOf": 0}',
    ],
    ['half of a character', '{"title": "\\ud800", "type": "string"}'],
    ['the character U+0000', 'title: "\\0"\ntype: string\n'],
    ['a mark of its order', '\ufeff{"type": "string"}'],
    ['many alternatives', alternatives(14)],
  ])('with %s is judged or refused within the time', async (_, text) => {
    const asked = JSON.stringify({ text, against: words, mode: 'FULL' });
    const answer = await check(asked);
    const { error, comparedWith } = answer.body;
    expect([answer.status, error?.name, comparedWith]).toEqual(
      error ? [400, 'InputError', undefined] : [200, undefined, ['given']],
    );
    expect(error?.message ?? 'judged').toMatch(/[a-z]{3}/);
    expect(await isAlive()).toBe(true);
  });
});

it.each(databases.eachSupportedId())(
  'what no text may have is refused before it is kept, on %s',
  async databaseId => {
    const portal = await startContracts(await databases.init(databaseId));
    const schema = { type: 'string', title: 'Notes\u0000\u0007 of\nall' };
    const taken = await portal.publish('odd', schema);
    expect(taken.status).toBe(201);
    const { body } = await portal.get(portal.contract('odd'));
    expect(body.summary.title).toBe('Notes of all');
    const refused = [
      await portal.publish('raw', 'title: "x\u0000"\ntype: string\n'),
      await portal.publish('named', schema, { version: '1\u0000' }),
      await portal.publish('changed', schema, { changelog: 'a\u0000b' }),
      await portal.get(`${portal.contract('odd')}%00`),
      await portal.get('/v1/contracts?text=%00'),
    ];
    expect(refused.map(({ status }) => status)).toEqual([
      400, 400, 400, 400, 400,
    ]);
    await portal.stop();
  },
);
