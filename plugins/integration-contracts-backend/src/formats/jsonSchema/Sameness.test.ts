import { ContractText } from '../../text/ContractText';
import { Json, JsonObject } from '../../text/Json';
import { readOpenApi } from '../openapi/readOpenApi';
import { Sameness } from './Sameness';

const toA = { $ref: '#/components/schemas/A' };
const document = (A: Json, B: Json = true, openapi = '3.1.0') =>
  readOpenApi(
    ContractText.of({ openapi, paths: {}, components: { schemas: { A, B } } }),
  );

function isSame(one: JsonObject, other: JsonObject, A: Json[], B: Json[] = []) {
  return new Sameness(
    document(A[0], B[0]).schemas,
    document(A[1] ?? A[0], B[1] ?? B[0]).schemas,
  ).isSame(one, other);
}

describe('sameness', () => {
  it('passes over words and the order of keys, but not over members called so', () => {
    expect(
      isSame(
        { type: 'string', title: 'a' },
        { description: 'b', type: 'string' },
        [true],
      ),
    ).toBe(true);
    expect(
      isSame({ properties: { title: true } }, { properties: {} }, [true]),
    ).toBe(false);
    expect(
      isSame({ const: { title: 'a' } }, { const: { title: 'b' } }, [true]),
    ).toBe(false);
  });

  it('follows references to their end, round ones too', () => {
    const toB = { properties: { b: { $ref: '#/components/schemas/B' } } };
    const round = (limit: number) => ({
      maxProperties: limit,
      properties: { a: toA },
    });
    expect(isSame(toA, toA, [toB], [round(1)])).toBe(true);
    expect(isSame(toA, toA, [toB], [round(1), round(2)])).toBe(false);
    expect(isSame(toA, toA, [{ type: 'string' }, { type: 'integer' }])).toBe(
      false,
    );
  });

  it('is not sure where what both say means different things', () => {
    const nullable = { type: 'string', nullable: true };
    const [old, next] = ['3.0.3', '3.1.0'].map(
      version => document(nullable, true, version).schemas,
    );
    expect(new Sameness(old, next).isSame(toA, toA)).toBe(false);
  });
});
