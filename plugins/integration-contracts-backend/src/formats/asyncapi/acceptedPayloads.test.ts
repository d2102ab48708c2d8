import fc from 'fast-check';
import {
  Payload,
  changedPayload,
  payloads,
} from '../../__testUtils__/validity/documentsFor';
import { findLost } from '../../__testUtils__/validity/findLost';
import { ContractText } from '../../text/ContractText';
import { Json } from '../../text/Json';
import { asyncApiFormat } from './asyncApiFormat';

const RUNS = Number(process.env.TIELINE_PROPERTY_RUNS ?? 150);
const seed = Number(process.env.TIELINE_PROPERTY_SEED ?? 20261126);
const agreed = { oneOfIsChoice: false };

function described(action: string, { schema, named }: Payload) {
  return asyncApiFormat.read(
    ContractText.of({
      asyncapi: '3.0.0',
      info: { title: 'T', version: '1' },
      channels: { c: { address: 'c', messages: { m: { payload: schema } } } },
      operations: { o: { action, channel: { $ref: '#/channels/c' } } },
      components: { schemas: named },
    } as unknown as Json),
  );
}

it.each(['send', 'receive'])(
  'a payload of an application that %ss, which one version sends and the other refuses, is never called compatible',
  action => {
    const messages = payloads({
      flags: false,
      reference: name => `#/components/schemas/${name}`,
    });
    let clashes = 0;
    fc.assert(
      fc.property(
        messages,
        messages,
        fc.option(fc.nat(999), { freq: 8 }),
        fc.nat(),
        (old, other, at, documents) => {
          const next = at === null ? other : changedPayload(old, other, at);
          const [sent, taken] = action === 'send' ? [next, old] : [old, next];
          const lost = findLost(sent, taken, agreed, documents);
          clashes += Number(lost !== undefined);
          const errors = asyncApiFormat
            .compare(
              described(action, old),
              described(action, next),
              'semantic',
            )
            .filter(({ severity }) => severity === 'error');
          expect(errors.length === 0 ? lost : undefined).toBeUndefined();
        },
      ),
      { numRuns: RUNS, seed },
    );
    expect(clashes).toBeGreaterThan(RUNS / 10);
  },
);
