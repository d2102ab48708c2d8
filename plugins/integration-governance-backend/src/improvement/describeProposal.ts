import { Criticality } from '@tieline/plugin-integrations-common';

const numbers = new Intl.NumberFormat('en-GB', { maximumFractionDigits: 1 });

/** In one sentence why improving begins with an integration. */
export function describeProposal(of: {
  criticality: Criticality | undefined;
  throughputPerMinute: number | undefined;
  /** Title of the question. */
  question: string;
  failed: number;
  unmeasured: number;
}): string {
  const criticality = of.criticality
    ? of.criticality[0].toLocaleUpperCase('en-GB') + of.criticality.slice(1)
    : 'Without a criticality';
  const volume =
    of.throughputPerMinute === undefined
      ? 'volume not measured'
      : `${numbers.format(of.throughputPerMinute)} calls a minute`;
  const count = of.failed + of.unmeasured;
  const parts = [
    of.failed > 0 && `${of.failed} failed`,
    of.unmeasured > 0 && `${of.unmeasured} unmeasured`,
  ].filter(part => typeof part === 'string');
  const missing =
    count === 0
      ? `passing every check of ${of.question} already`
      : `not passing ${count} ${count === 1 ? 'check' : 'checks'} of ${of.question} (${parts.join(', ')})`;
  return `${criticality}, ${volume}; ${missing}.`;
}
