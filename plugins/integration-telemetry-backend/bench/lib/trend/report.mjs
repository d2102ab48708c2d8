/** Of a standard normal distribution: 95 % are nearer to 0. */
const Z = 1.96;

/**
 * Wilson's interval: between which shares the true one lies with 95 % confidence.
 *
 * @returns {[number, number]}
 */
export function wilson(caught, total) {
  const share = caught / total;
  const weight = Z ** 2 / total;
  const middle = (share + weight / 2) / (1 + weight);
  const half =
    (Z * Math.sqrt((share * (1 - share)) / total + weight / (4 * total))) /
    (1 + weight);
  return [Math.max(0, middle - half), Math.min(1, middle + half)];
}

/** A rate's bounds with 95 % confidence, from a count of independent events (Byar's approximation of the exact ones). */
export function rateBounds(count, per) {
  const bound = (events, z) =>
    events * (1 - 1 / (9 * events) + z / (3 * Math.sqrt(events))) ** 3;
  const low = count > 0 ? bound(count, -Z) : 0;
  return [low / per, bound(count + 1, Z) / per];
}

/** All that the aims are about, together. */
export function poolAimed(strata) {
  const aimed = strata.filter(stratum => stratum.isAimed);
  const sum = read => aimed.reduce((all, stratum) => all + read(stratum), 0);
  const falseAlarms = sum(stratum => stratum.falseAlarms);
  const seriesYears = sum(stratum => stratum.seriesYears);
  return {
    falseAlarms,
    seriesYears,
    falseAlarmBounds: rateBounds(falseAlarms, seriesYears).map(bound =>
      bound.toFixed(2),
    ),
    msPerLook: sum(stratum => stratum.msPerLook) / aimed.length,
    recall(ratio, hasIncidents) {
      const tallies = aimed
        .flatMap(stratum => stratum.tallies)
        .filter(
          tally => tally.ratio === ratio && tally.hasIncidents === hasIncidents,
        );
      return {
        caught: tallies.reduce((all, tally) => all + tally.caught, 0),
        total: tallies.reduce((all, tally) => all + tally.total, 0),
      };
    },
  };
}

/** All strata of latency as a table in Markdown: shares in percent, with Wilson's intervals. */
export function formatStrata(strata) {
  return formatTable(strata, ['calls a day', 'day noise'], stratum => [
    stratum.callsADay.toLocaleString('en'),
    `${100 * stratum.dayNoise} %`,
  ]);
}

/** The same of error rates. */
export function formatFailing(strata) {
  return formatTable(strata, ['errors a week'], stratum => [
    stratum.errorsAWeek.toLocaleString('en'),
  ]);
}

function formatTable(strata, names, valuesOf) {
  const heads = [
    ...names,
    'false alarms a year',
    ...strata[0].tallies.map(
      ({ name, hasIncidents }) => `${name}${hasIncidents ? ', incidents' : ''}`,
    ),
    'says it sees',
  ];
  const rows = strata.map(stratum => [
    ...valuesOf(stratum),
    formatRate(stratum),
    ...stratum.tallies.map(formatShare),
    stratum.smallestVisibleRatio === null
      ? 'nothing'
      : `+${(100 * (stratum.smallestVisibleRatio - 1)).toFixed(0)} %`,
  ]);
  const line = cells => `| ${cells.join(' | ')} |`;
  return [line(heads), line(heads.map(() => '---')), ...rows.map(line)].join(
    '\n',
  );
}

function formatRate({ falseAlarms, seriesYears }) {
  const [low, high] = rateBounds(falseAlarms, seriesYears);
  return `${(falseAlarms / seriesYears).toFixed(2)} (${low.toFixed(2)}–${high.toFixed(2)})`;
}

function formatShare({ caught, total }) {
  const [low, high] = wilson(caught, total).map(share =>
    (100 * share).toFixed(0),
  );
  return `${((100 * caught) / total).toFixed(0)} % (${low}–${high})`;
}
