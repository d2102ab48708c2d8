/** Of a standard normal distribution: 95 % are nearer to 0. */
const Z = 1.96;

/**
 * Wilson's interval: between which shares the true one lies with 95 % confidence.
 *
 * @returns {[number, number]}
 */
export function wilson(covered, total) {
  const share = covered / total;
  const weight = Z ** 2 / total;
  const middle = (share + weight / 2) / (1 + weight);
  const half =
    (Z * Math.sqrt((share * (1 - share)) / total + weight / (4 * total))) /
    (1 + weight);
  return [Math.max(0, middle - half), Math.min(1, middle + half)];
}

/** What a share of the numbers among values is below, or NaN of none. */
export function quantileOf(values, share) {
  const sorted = values
    .filter(Number.isFinite)
    .sort((left, right) => left - right);
  return sorted[Math.floor(sorted.length * share)] ?? NaN;
}

/** The middle one of the numbers among values, or NaN. */
export function middleOf(values) {
  return quantileOf(values, 0.5);
}

const KINDS = {
  switch: 'a switch at once',
  steps: 'shares taken in steps',
  line: 'a gradual shift',
  decay: 'a population of clients',
  straggler: 'small steady use',
  job: 'a weekly, monthly or quarterly job',
};

const within =
  (read, low, high) =>
  ({ [read]: value }) =>
    value >= low && value <= high;

const STRATA = [
  ...Object.entries(KINDS).map(([kind, name]) => [
    `last: ${name}`,
    ({ lastKind }) => lastKind === kind,
  ]),
  ['less than 2 weeks remain', within('remainingDays', 0, 13)],
  ['2 weeks to 2 months', within('remainingDays', 14, 60)],
  ['2 to 6 months', within('remainingDays', 61, 182)],
  ['6 to 12 months', within('remainingDays', 183, 365)],
  ['1 to 3 years', within('remainingDays', 366, 3 * 365)],
  ['longer, or never', ({ remainingDays }) => remainingDays === undefined],
  ['1 consumer', within('consumers', 1, 1)],
  ['2 to 5', within('consumers', 2, 5)],
  ['6 to 15', within('consumers', 6, 15)],
  ['16 to 40', within('consumers', 16, 40)],
  ['30 to 90 days of history', within('historyDays', 30, 90)],
  ['91 to 400 days of history', within('historyDays', 91, 400)],
  ['**all**', () => true],
];

/** The worlds of World.ts that the forecast was not tuned in. */
export const OTHER_WORLDS = [
  ['slow', 'consumers begin to move after 140 to 400 days'],
  ['quick', 'after 5 to 20 days'],
  ['unlike', 'some are 40 times as slow as others'],
  ['silent', 'nobody states a date'],
  ['late clients', 'clients update half as fast'],
  ['noisy', 'days are three times as noisy'],
];

/** All strata as a table in Markdown, ours beside the straight line. */
export function formatStrata(runs) {
  const heads = [
    'versions',
    'of them',
    'no range',
    'covered',
    'width, days',
    'width ÷ remaining',
    'off, days',
    'line: covered',
    'line: width, days',
    'line: off, days',
  ];
  return formatTable(
    heads,
    STRATA.map(([name, belongs]) => [name, ...describe(runs.filter(belongs))]),
  );
}

/** What other worlds do to ranges: how often they hold, of those that are given and of which the end is known. */
export function formatWorlds(worlds) {
  const heads = [
    'world',
    'versions',
    'end in 3 years',
    'of these with a range',
    'of these covered',
    'width, days',
    'width ÷ remaining',
  ];
  return formatTable(
    heads,
    worlds.map(({ name, runs }) => {
      const ending = runs.filter(one => one.remainingDays !== undefined);
      const ranged = ending.filter(({ ours }) => ours.widthDays !== undefined);
      return [
        name,
        runs.length,
        ending.length,
        ranged.length,
        shareCovered(ranged, 'ours'),
        middleInWords(ranged, ({ ours }) => ours.widthDays),
        middleInWords(ranged, relativeWidth, 1),
      ];
    }),
  );
}

function formatTable(heads, rows) {
  const line = cells => `| ${cells.join(' | ')} |`;
  return [line(heads), line(heads.map(() => '---')), ...rows.map(line)].join(
    '\n',
  );
}

function describe(runs) {
  const without = runs.filter(({ ours }) => ours.widthDays === undefined);
  return [
    runs.length,
    without.length,
    shareCovered(runs, 'ours'),
    middleInWords(runs, ({ ours }) => ours.widthDays),
    middleInWords(runs, relativeWidth, 1),
    middleInWords(runs, ({ ours }) => ours.errorDays),
    shareCovered(runs, 'line'),
    middleInWords(runs, ({ line }) => line.widthDays),
    middleInWords(runs, ({ line }) => line.errorDays),
  ];
}

/** How wide our range is, in times of what truly remained. */
export function relativeWidth({ ours, remainingDays }) {
  return ours.widthDays / remainingDays;
}

function shareCovered(runs, who) {
  if (runs.length === 0) {
    return '';
  }
  const covered = runs.filter(one => one[who].isCovered).length;
  const [low, high] = wilson(covered, runs.length).map(one =>
    (100 * one).toFixed(0),
  );
  return `${((100 * covered) / runs.length).toFixed(0)} % (${low}–${high})`;
}

function middleInWords(runs, read, digits = 0) {
  const value = middleOf(runs.map(read));
  return Number.isNaN(value) ? '' : value.toFixed(digits);
}
