import { CheckOutcome } from '@tieline/plugin-integrations-common/governance';
import { questionSince } from './questionSince';

const outcome = (checkId: string, result: CheckOutcome['result']) => ({
  checkId,
  questionId: 'delivery',
  title: checkId,
  result,
  reason: '',
  since: '2026-01-01T00:00:00.000Z',
});

const transition = (
  checkId: string,
  from: string | null,
  to: CheckOutcome['result'],
  day: number,
) => ({
  checkId,
  title: checkId,
  from,
  to,
  at: `2026-01-0${day}T00:00:00.000Z`,
  reason: '',
});

describe('questionSince', () => {
  it('is the instant of the change that made the answer what it is, not of later ones that left it', () => {
    expect(
      questionSince(
        {
          outcomes: [outcome('a', 'fail'), outcome('b', 'fail')],
          transitions: [
            transition('b', 'pass', 'fail', 5),
            transition('a', 'pass', 'fail', 3),
            transition('b', null, 'pass', 1),
            transition('a', null, 'pass', 1),
          ],
        },
        'delivery',
      ),
    ).toBe('2026-01-03T00:00:00.000Z');
  });

  it('is the first judgement where nothing has changed since', () => {
    expect(
      questionSince(
        {
          outcomes: [outcome('a', 'pass'), outcome('b', 'pass')],
          transitions: [
            transition('b', null, 'pass', 1),
            transition('a', null, 'pass', 1),
          ],
        },
        'delivery',
      ),
    ).toBe('2026-01-01T00:00:00.000Z');
  });

  it('says nothing where what is kept does not reach back', () => {
    expect(
      questionSince(
        {
          outcomes: [outcome('a', 'fail'), outcome('b', 'fail')],
          transitions: [transition('b', 'pass', 'fail', 5)],
        },
        'delivery',
      ),
    ).toBeUndefined();
  });
});
