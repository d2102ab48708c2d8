import { DecisionMatrix } from './DecisionMatrix';

const DOCUMENT = { owner: 'group:default/office', reviewedOn: '2026-09-02' };

describe('DecisionMatrix', () => {
  it('is kept by whoever keeps the document about it, and still as it ships', async () => {
    const matrix = await DecisionMatrix.read(undefined, DOCUMENT);
    expect(matrix.toWire()).toMatchObject({
      ownerRef: 'group:default/office',
      reviewedOn: '2026-09-02',
      isShipped: true,
    });
  });

  it('goes by its own configuration where that says it too', async () => {
    const matrix = await DecisionMatrix.read(
      { version: 'ours-1', owner: 'group:default/architects' },
      DOCUMENT,
    );
    expect(matrix.toWire()).toMatchObject({
      version: 'ours-1',
      ownerRef: 'group:default/architects',
      reviewedOn: '2026-09-02',
      isShipped: false,
    });
  });

  it('says no owner where nobody said one', async () => {
    const matrix = await DecisionMatrix.read();
    expect(matrix.toWire().ownerRef).toBeUndefined();
  });
});
