import {
  answerWords,
  endingSentence,
  forecastWords,
  leadOf,
  obstacleWords,
  sourceWords,
  sunsetWords,
} from './endingWords';
import { testEndingSummary } from './testEndings';
import {
  blocked,
  safe,
  testEndingPage,
  tooLate,
  unknown,
} from './__testUtils__/testLandscape';

const now = new Date('2026-11-18T09:53:00.000Z');

describe('sourceWords', () => {
  it('says where an end is known from, where nobody announced it here', () => {
    const words = (source: 'page' | 'catalog' | 'headers') =>
      sourceWords(testEndingSummary({ source }));
    expect(words('headers')).toBe('as its responses say');
    expect(words('catalog')).toBe('as the catalog says');
    expect(words('page')).toBeUndefined();
  });
});

describe('leadOf', () => {
  it('counts what ends, worst first', () => {
    expect(leadOf(testEndingPage())).toMatch(
      /^4 versions are ending: 1 too late, 1 blocked, 1 unknown, 1 safe to retire\. As of \d\d:\d\d\.$/,
    );
  });

  it('does not count as ending what is over', () => {
    const page = testEndingPage([safe], {
      statuses: [
        { status: 'safe', count: 1 },
        { status: 'retired', count: 3 },
      ],
    });
    expect(leadOf(page)).toMatch(
      /^1 version is ending: 1 safe to retire, 3 retired/,
    );
  });

  it('says that nothing ends where nothing does', () => {
    expect(leadOf(testEndingPage([]))).toMatch(/^Nothing is ending\. As of/);
  });
});

describe('forecastWords', () => {
  it('says by how many days the last leaves after the sunset, and the range', () => {
    expect(forecastWords(tooLate, now)).toEqual({
      tone: 'late',
      main: 'last leaves 21 Jan · 52\u00a0d after sunset',
      detail: '8 Jan to 12 Feb, 90\u00a0%',
    });
  });

  it('says no such thing where the last leaves in time', () => {
    expect(forecastWords(blocked, now)).toMatchObject({
      tone: 'plain',
      main: 'last leaves 2 Dec',
    });
  });

  it('has no forecast where usage data is missing, and says since when', () => {
    expect(forecastWords(unknown, now)).toEqual({
      tone: 'unknown',
      main: 'no forecast: usage data missing since 16 Nov',
    });
    expect(
      forecastWords({ ...unknown, usageReadAt: undefined }, now).main,
    ).toBe('no forecast: no usage data was read yet');
  });

  it('says why nobody can tell where the data is there', () => {
    const ending = testEndingSummary({
      usageReadAt: '2026-11-18T09:00:00.000Z',
      forecast: { outcome: 'unknown', explanation: 'Versions look the same.' },
    });
    expect(forecastWords(ending, now)).toEqual({
      tone: 'unknown',
      main: 'no forecast',
      detail: 'versions look the same.',
    });
  });

  it('is late where no end is in sight before the sunset', () => {
    const ending = testEndingSummary({ forecast: { outcome: 'not-in-sight' } });
    expect(forecastWords(ending, now)).toMatchObject({
      tone: 'late',
      main: 'no end in sight',
    });
  });

  it('says why it is safe to retire', () => {
    expect(forecastWords(safe, now).main).toBe(
      'none was seen for 82 days, and all agreed.',
    );
  });

  it('says when it was over', () => {
    const ending = testEndingSummary({
      status: 'retired',
      overAt: '2026-10-05T12:00:00.000Z',
    });
    expect(forecastWords(ending, now).main).toBe('retired 5 Oct');
  });
});

describe('sunsetWords', () => {
  it('says how long ago a past sunset was', () => {
    expect(sunsetWords(safe, now)).toBe('sunset 31 Oct, 18\u00a0d ago');
    expect(sunsetWords(blocked, now)).toBe('sunset 20 Dec');
    expect(sunsetWords({ ...safe, sunsetAt: undefined }, now)).toBe(
      'no sunset date is known',
    );
  });
});

describe('words of the verdict', () => {
  it('counts what is in the way', () => {
    expect(answerWords(tooLate.verdict)).toBe('no, 2 blockers');
    expect(answerWords(unknown.verdict)).toBe('unknown');
    expect(answerWords(safe.verdict)).toBe('yes');
  });

  it('says what blocks a blocked one, and of no other', () => {
    expect(obstacleWords(blocked)).toBe('replacement misses its objective');
    expect(obstacleWords(tooLate)).toBeUndefined();
  });

  it('tells all of a bar in one breath', () => {
    expect(endingSentence(tooLate, now)).toBe(
      'shipping-api v1: ends too late; active since 1 May, deprecated since 1 Sept, sunset 30 Nov; last leaves 21 Jan · 52\u00a0d after sunset, 8 Jan to 12 Feb, 90\u00a0%; 3 consumers',
    );
  });
});
