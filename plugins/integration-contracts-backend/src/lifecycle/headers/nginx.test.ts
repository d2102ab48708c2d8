import { headerSnippets, SnippetTarget } from './headerSnippets';
import { isNginxThere, startNginx } from './__testUtils__/startNginx';

jest.setTimeout(30_000);

if (!isNginxThere) {
  process.stdout.write(
    'nginx is not installed here: the headers for it are not tried\n',
  );
}

const headers = [
  { name: 'Deprecation', value: '@1688169599' },
  { name: 'Sunset', value: 'Fri, 06 Nov 2026 08:49:37 GMT' },
  {
    name: 'Link',
    value:
      '<https://x.example/it\'s?a=\\#b%27>; rel="sunset"; title="a \\"b\\""',
  },
];
const paths = [
  { path: '/v1/shipments' },
  { path: "/v1/a%20b;(c)'%7B" },
  { path: '/v1/orders/{id}/lines.json' },
  { path: '/v1/gone' },
];

const snippetFor = (targets: SnippetTarget[]) =>
  headerSnippets(headers, targets).find(({ name }) => name === 'nginx')!.text;

/** Whoever pastes it adds an answer of their own to each location, as a `proxy_pass` would be. */
function withAnswers(snippet: string): string {
  return snippet.replace(/^location .*\{$/gm, line => {
    const answer = line.includes('gone') ? "410 'gone'" : "200 'here'";
    return `${line}\n    return ${answer};`;
  });
}

(isNginxThere ? describe : describe.skip)('the headers in nginx', () => {
  let nginx: Awaited<ReturnType<typeof startNginx>>;

  beforeAll(async () => {
    const text = snippetFor([{ host: 'shipping.example.com', paths }]);
    nginx = await startNginx(
      `${withAnswers(text)}\nlocation / { return 200 'other'; }`,
    );
  });

  afterAll(() => nginx?.stop());

  it.each([
    ['/v1/shipments', 200],
    ['/v1/shipments/17?a=b', 200],
    ["/v1/a%20b;(c)'%7B/x", 200],
    ['/v1/orders/4711/lines.json', 200],
    ['/v1/orders/4711/lines.json/1', 200],
    ['/v1/gone', 410],
  ])('go with %s, which answers %i', async (path, status) => {
    const answer = await fetch(`${nginx.url}${path}`);
    expect(answer.status).toBe(status);
    for (const { name, value } of headers) {
      expect(answer.headers.get(name)).toBe(value);
    }
  });

  it.each([
    '/v2/shipments',
    '/v1/shipments-of-old',
    '/v1/orders/4711/linesXjson',
    '/v1/orders/4711',
  ])('do not go with %s', async path => {
    const answer = await fetch(`${nginx.url}${path}`);
    expect(answer.status).toBe(200);
    for (const { name } of headers) {
      expect(answer.headers.get(name)).toBeNull();
    }
  });

  it('go with everything where nobody knows the path', async () => {
    const open = await startNginx(
      `${snippetFor([])}\nlocation / { return 503 'down'; }`,
    );
    try {
      const answer = await fetch(`${open.url}/anything`);
      expect(answer.status).toBe(503);
      expect(answer.headers.get('Link')).toBe(headers[2].value);
    } finally {
      await open.stop();
    }
  });
});
