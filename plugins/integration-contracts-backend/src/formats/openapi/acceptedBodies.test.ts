import fc from 'fast-check';
import {
  Payload,
  changedPayload,
  payloads,
} from '../../__testUtils__/validity/documentsFor';
import { findLost } from '../../__testUtils__/validity/findLost';
import { ContractText } from '../../text/ContractText';
import { Json } from '../../text/Json';
import { compareOpenApi } from './compareOpenApi';
import { readOpenApi } from './readOpenApi';

const RUNS = Number(process.env.TIELINE_PROPERTY_RUNS ?? 150);
const seed = Number(process.env.TIELINE_PROPERTY_SEED ?? 20261126);
const agreed = { oneOfIsChoice: true };

function described(version: string, body: Payload, flow: string) {
  const content = { 'application/json': { schema: body.schema } };
  return readOpenApi(
    ContractText.of({
      openapi: version,
      info: { title: 'T', version: '1' },
      paths: {
        '/a': {
          post: {
            requestBody: flow === 'request' ? { content } : undefined,
            responses: { 200: flow === 'response' ? { content } : {} },
          },
        },
      },
      components: { schemas: body.named },
    } as unknown as Json),
  );
}

it.each([
  ['3.0.3', 'request'],
  ['3.0.3', 'response'],
  ['3.1.0', 'request'],
  ['3.1.0', 'response'],
])(
  'in OpenAPI %s a body of a %s that one version sends and the other refuses is never called compatible',
  (version, flow) => {
    const bodies = payloads({
      flags: version.startsWith('3.0'),
      reference: name => `#/components/schemas/${name}`,
    });
    let clashes = 0;
    fc.assert(
      fc.property(
        bodies,
        bodies,
        fc.option(fc.nat(999), { freq: 8 }),
        fc.nat(),
        (old, other, at, documents) => {
          const next = at === null ? other : changedPayload(old, other, at);
          const [sent, taken] = flow === 'request' ? [old, next] : [next, old];
          const lost = findLost(sent, taken, agreed, documents);
          clashes += Number(lost !== undefined);
          const errors = compareOpenApi(
            described(version, old, flow),
            described(version, next, flow),
            'semantic',
          ).filter(({ severity }) => severity === 'error');
          expect(errors.length === 0 ? lost : undefined).toBeUndefined();
        },
      ),
      { numRuns: RUNS, seed },
    );
    expect(clashes).toBeGreaterThan(RUNS / 10);
  },
);
