import { judge } from '../../compatibility/judge';
import { ContractText } from '../../text/ContractText';
import { ContractTextError } from '../../text/ContractTextError';
import { Json, JsonObject } from '../../text/Json';
import { asyncApiFormat } from './asyncApiFormat';
import { ruleCases } from './ruleCases';
import { channel3 } from './ruleCases/documents';
import { ASYNC_API_RULES } from './rules';

const read = (content: Json) => asyncApiFormat.read(ContractText.of(content));

describe('AsyncAPI', () => {
  it.each(ruleCases)('$name: breaks $breaks, $rule', one => {
    const { violations, compatible } = judge(
      asyncApiFormat.compare,
      'BACKWARD',
      'semantic',
      [{ version: '1', content: read(one.old) }],
      read(one.new),
    );
    const rules = violations.map(({ ruleId }) => ruleId);
    // Where a rule is named, others may be found beside it; else nothing may be.
    expect({
      found: one.rule ? rules.includes(one.rule) : rules,
      compatible,
    }).toEqual({ found: one.rule ? true : [], compatible: !one.breaks });
    for (const { message, advice } of violations) {
      expect(message).toMatch(/^(Channel|Server|The application).*\.$/s);
      expect(advice).not.toBe('');
    }
  });

  it.each(Object.keys(ASYNC_API_RULES))('has a case for %s', rule => {
    expect(ruleCases.map(one => one.rule)).toContain(rule);
  });

  it('tells all violations, each with its place in both texts', () => {
    const old = channel3('receive', { payload: { type: 'object' } });
    const next = channel3(
      'receive',
      { payload: { type: 'object', required: ['a'], minProperties: 2 } },
      { server: { host: 'elsewhere:1' } },
    );
    const found = asyncApiFormat.compare(read(old), read(next), 'semantic');
    expect(
      found.map(one => [one.ruleId, one.writerPointer, one.readerPointer]),
    ).toEqual([
      ['server-address-changed', '/servers/main/host', '/servers/main/host'],
      [
        'required-added',
        '/channels/orders/messages/Order/payload',
        '/channels/orders/messages/Order/payload/required',
      ],
      [
        'min-properties-increased',
        '/channels/orders/messages/Order/payload',
        '/channels/orders/messages/Order/payload/minProperties',
      ],
    ]);
  });

  it('points at the trait that a clash comes from', () => {
    const common = (headers: JsonObject) =>
      channel3(
        'receive',
        { traits: [{ $ref: '#/components/messageTraits/common' }] },
        { rest: { components: { messageTraits: { common: { headers } } } } },
      );
    const [found] = asyncApiFormat.compare(
      read(common({ type: 'object' })),
      read(common({ type: 'object', required: ['a'] })),
      'semantic',
    );
    expect(found.readerPointer).toBe(
      '/components/messageTraits/common/headers/required',
    );
  });

  it('takes a message name for a break under strict only', () => {
    const compatible = (policy: 'strict' | 'semantic' | 'lenient') =>
      asyncApiFormat
        .compare(
          read(channel3('send', { name: 'a' })),
          read(channel3('send', { name: 'b' })),
          policy,
        )
        .every(({ severity }) => severity === 'warning');
    expect(
      (['strict', 'semantic', 'lenient'] as const).map(compatible),
    ).toEqual([false, true, true]);
  });

  it.each([
    ['openapi: 3.0.0', 1, 1, /no "asyncapi"/],
    ['asyncapi: 1.2.0', 1, 1, /isn't known/],
    ['asyncapi: 3.0.0\nchannels:\n  a: 1', 3, 3, /has to be an object/],
    ['asyncapi: 2.6.0\ninfo: {}', 1, 1, /needs "channels"/],
    [
      "asyncapi: 3.0.0\nchannels:\n  a:\n    messages:\n      b: {$ref: '#/components/messages/c'}",
      5,
      7,
      /leads nowhere/,
    ],
    [
      "asyncapi: 3.0.0\nchannels:\n  a: {$ref: '#/channels/a'}",
      3,
      3,
      /in a circle/,
    ],
  ])('refuses %j with its place', (text, line, column, message) => {
    let problem: unknown;
    try {
      asyncApiFormat.read(new ContractText(text));
    } catch (error) {
      problem = error;
    }
    expect(problem).toBeInstanceOf(ContractTextError);
    expect((problem as ContractTextError).place).toEqual({ line, column });
    expect((problem as ContractTextError).message).toMatch(message);
  });
});
