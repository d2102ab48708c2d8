import { readdirSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { parse } from 'yaml';
import { parseScenario, readScenario } from './readScenario';

const folder = resolve(__dirname, '../..');

const flow = {
  name: 'orders',
  protocol: 'http',
  from: 'web',
  to: 'erp',
  address: 'erp.example',
  perDay: 100,
  operations: [{ route: '/orders' }],
};

describe('readScenario', () => {
  it.each(readdirSync(resolve(folder, 'scenarios')))(
    'takes the shipped %s',
    async file => {
      const scenario = await readScenario(resolve(folder, 'scenarios', file));
      expect(scenario.flows.length).toBeGreaterThan(0);
    },
  );

  it('takes the example of the README', () => {
    const readme = readFileSync(resolve(folder, 'README.md'), 'utf8');
    const [, example] = readme.match(/```yaml\n([^]*?)```/)!;
    expect(parseScenario(parse(example)).flows).toHaveLength(5);
  });

  it('names the path of each mistake and what is wrong there', () => {
    const wrong = () =>
      parseScenario({
        name: 'shop',
        seed: 'a',
        flows: [
          { ...flow, perDay: 'many', latency: { p50: 'quick', p95: '2s' } },
        ],
        jobs: [{ name: 'prices' }],
      });
    expect(wrong).toThrow(/^flows\[0\]\.perDay: /m);
    expect(wrong).toThrow(
      /^flows\[0\]\.latency\.p50: must be a duration such as/m,
    );
    expect(wrong).toThrow(/^jobs\[0\]\.integration: /m);
  });

  it('finds what contradicts itself', () => {
    const wrong = () =>
      parseScenario({
        name: 'shop',
        seed: 'a',
        flows: [
          { ...flow, shape: 'tides' },
          { ...flow, from: undefined, operations: [{ method: 'GET' }] },
        ],
      });
    expect(wrong).toThrow("flows[0].shape: there is no shape 'tides'");
    expect(wrong).toThrow("flows[1].name: 'orders' is the name of another");
    expect(wrong).toThrow('flows[1].reportedBy: a client that reports needs');
    expect(wrong).toThrow('flows[1].operations[0].route: Required');
  });
});
