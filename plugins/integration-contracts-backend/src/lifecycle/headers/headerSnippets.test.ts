import { InputError } from '@backstage/errors';
import express from 'express';
import request from 'supertest';
import { parse } from 'yaml';
import { headerSnippets } from './headerSnippets';
import { readNginx } from './__testUtils__/readNginx';

const headers = [
  { name: 'Deprecation', value: '@1688169599' },
  { name: 'Sunset', value: 'Fri, 06 Nov 2026 08:49:37 GMT' },
  {
    name: 'Link',
    value:
      '<https://x.example/it\'s?a=\\#b%27>; rel="sunset"; title="a \\"b\\""',
  },
];
const targets = [
  {
    host: 'shipping.example.com',
    paths: [
      { path: '/v1/shipments' },
      { path: '/v1/shipments', version: 'v1' },
      { path: "/v1/a%20b;(c)'%7B" },
      { path: '/v1/orders/{id}/lines.json' },
    ],
  },
];
const textOf = (
  name: 'nginx' | 'kong' | 'express',
  given = headers,
  where = targets,
) => headerSnippets(given, where).find(one => one.name === name)!.text;

describe('the headers for nginx', () => {
  const added = headers.map(({ name, value }) => [
    'add_header',
    name,
    value,
    'always',
  ]);

  it('are in a location for each path, with the values as they are', () => {
    expect(readNginx(textOf('nginx'))).toEqual([
      { words: ['location', '=', '/v1/shipments'], inner: added },
      { words: ['location', '/v1/shipments/'], inner: added },
      { words: ['location', '=', "/v1/a b;(c)'{"], inner: added },
      { words: ['location', "/v1/a b;(c)'{/"], inner: added },
      {
        words: ['location', '~', '^/v1/orders/[^/]+/lines\\.json(?=/|$)'],
        inner: added,
      },
    ]);
  });

  it('stand alone where nobody knows the path', () => {
    expect(readNginx(textOf('nginx', headers, []))).toEqual(
      added.map(words => ({ words })),
    );
  });

  it('hold no variables', () => {
    const link = { name: 'Link', value: '<https://x.example/$metadata>' };
    const text = textOf('nginx', [link]);
    expect(text).toContain('<https://x.example/%24metadata>');
    expect(text.match(/add_header.*\$/)).toBeNull();
  });
});

describe('the headers for Kong', () => {
  it('are a plugin that adds each, and leaves other links', () => {
    const text = textOf('kong');
    expect(parse(text)).toEqual({
      plugins: [
        {
          name: 'response-transformer',
          config: {
            add: {
              headers: [
                'Deprecation:@1688169599',
                'Sunset:Fri, 06 Nov 2026 08:49:37 GMT',
              ],
            },
            append: { headers: [`Link:${headers[2].value}`] },
          },
        },
      ],
    });
    expect(text).toContain('#   shipping.example.com/v1/shipments\n');
  });

  it('are the plugin of a route of the declarative configuration that the snippet names', () => {
    const text = textOf('kong');
    const version = /_format_version ("[^"]+")/.exec(text)?.[1];
    const config = parse(
      [
        `_format_version: ${version}`,
        'services:',
        '  - name: shipping',
        '    url: http://shipping.internal',
        '    routes:',
        '      - name: shipments',
        "        paths: ['/v1/shipments']",
        text.replace(/^(?=.)/gm, '        '),
      ].join('\n'),
    );
    expect(config._format_version).toBe('3.0');
    const [{ plugins }] = config.services[0].routes;
    expect(plugins).toEqual(parse(text).plugins);
    expect(plugins[0].name).toBe('response-transformer');
  });
});

describe('the headers for Express', () => {
  const answerOf = (snippet: string, path: string) => {
    const app = express();
    app.use((_, response, next) => {
      response.set('Link', '<https://x.example/>; rel="up"');
      next();
    });
    // eslint-disable-next-line no-new-func -- it is there to be pasted into a program
    new Function('app', `'use strict';\n${snippet}`)(app);
    app.use((_, response) => response.sendStatus(410));
    return request(app).get(path);
  };

  it.each([
    '/v1/shipments',
    '/v1/shipments/17',
    "/v1/a%20b;(c)'%7B/x",
    '/v1/orders/4711/lines.json',
    '/v1/orders/4711/lines.json/1',
  ])('go with every answer of %s, beside its other links', async path => {
    const { headers: got } = await answerOf(textOf('express'), path);
    expect([got.deprecation, got.sunset]).toEqual([
      '@1688169599',
      'Fri, 06 Nov 2026 08:49:37 GMT',
    ]);
    expect(got.link).toBe(
      `<https://x.example/>; rel="up", ${headers[2].value}`,
    );
  });

  it.each(['/v1/shipments-of-old', '/v1/orders/4711/linesXjson', '/v2'])(
    'do not go with %s',
    async path => {
      const { headers: got } = await answerOf(textOf('express'), path);
      expect(got.deprecation).toBeUndefined();
    },
  );

  it('go with everything where nobody knows the path', async () => {
    const text = textOf('express', headers, []);
    const { headers: got } = await answerOf(text, '/anything');
    expect(got.deprecation).toBe('@1688169599');
  });
});

describe('headers ready to paste', () => {
  it.each([
    { name: 'Link', value: 'a\r\nX-Evil: 1' },
    { name: 'Link', value: 'a\n' },
    { name: 'Link', value: 'ü' },
    { name: 'Link', value: '' },
    { name: 'X Evil', value: 'a' },
    { name: 'Link;', value: 'a' },
  ])('are refused for %j', header => {
    expect(() => headerSnippets([header], [])).toThrow(InputError);
  });

  it('let no host or path end a comment or a word', () => {
    const evil = [
      { host: 'a\nevil', paths: [{ path: '/a\nevil' }, { path: '/b' }] },
      { host: 'b', paths: [{ path: 'c' }, { path: '/ d' }] },
    ];
    for (const { text } of headerSnippets(headers, evil)) {
      expect(text).not.toMatch(/^\s*evil/m);
      expect(text).not.toContain('/ d');
    }
  });

  it('are none where there are no headers', () => {
    expect(headerSnippets([], targets)).toEqual([]);
  });
});
