import { testEndingSummary } from '../deprecations/testEndings';
import { endingOfVersion } from './endingOfVersion';
import { testVersion } from './testContracts';

const contract = { registry: 'events', subject: 'orders' };
const subject = { kind: 'version' as const, contract, version: '1.0.0' };
const version = testVersion('1.0.0');

const going = testEndingSummary({ id: 1, subject });
const retired = testEndingSummary({
  id: 2,
  subject,
  status: 'retired',
  overAt: '2025-05-01T00:00:00.000Z',
});
const withdrawn = testEndingSummary({
  id: 3,
  subject,
  status: 'withdrawn',
  overAt: '2025-09-01T00:00:00.000Z',
});

describe('endingOfVersion', () => {
  it('is the one that goes on, whatever was before', () => {
    expect(endingOfVersion(version, [retired, withdrawn, going])).toBe(going);
  });

  it('is the latest of those that are over, and never one that was taken back', () => {
    const later = { ...retired, id: 4, overAt: '2025-06-01T00:00:00.000Z' };
    expect(endingOfVersion(version, [retired, later, withdrawn])).toBe(later);
    expect(endingOfVersion(version, [withdrawn])).toBeUndefined();
  });

  it('is none of another version', () => {
    expect(endingOfVersion(testVersion('2.0.0'), [going])).toBeUndefined();
  });
});
