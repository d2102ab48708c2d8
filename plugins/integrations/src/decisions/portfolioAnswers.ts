import {
  BuildOrBuy,
  BuildOrBuyRequest,
} from '@tieline/plugin-integrations-common/governance';
import { parseNumber } from '../decide/parseNumber';
import { formatCount } from '../shared/format';

export type PortfolioField = BuildOrBuy['answers'][number]['field'];

/** A number that the choice depends on, as it is asked for. */
export interface PortfolioQuestion {
  /** The parameter of the address. */
  id: PortfolioField;
  title: string;
  unit: string;
  min: number;
  max: number;
  isWhole?: boolean;
  /** By how much a number on the page is larger than on the wire: 100 for percent. */
  scale: number;
}

/** What is asked of the portfolio; the largest numbers are those that the API takes. */
export const PORTFOLIO_QUESTIONS: readonly PortfolioQuestion[] = [
  {
    id: 'engineers',
    title: 'Engineers',
    unit: 'full-time',
    min: 0,
    max: 10_000,
    scale: 1,
  },
  {
    id: 'connectors',
    title: 'Connectors needed',
    unit: 'different software',
    min: 0,
    max: 10_000,
    isWhole: true,
    scale: 1,
  },
  {
    id: 'integrations',
    title: 'Integrations',
    unit: 'in all',
    min: 1,
    max: 100_000,
    isWhole: true,
    scale: 1,
  },
  {
    id: 'volumePerDay',
    title: 'Volume',
    unit: '/day',
    min: 0,
    max: 1e12,
    scale: 1,
  },
  {
    id: 'uniqueShare',
    title: 'Unique ones',
    unit: '%',
    min: 0,
    max: 100,
    scale: 100,
  },
];

/** What the address answers, as the backend takes it, and what is wrong with it. */
export interface PortfolioAnswers {
  request: BuildOrBuyRequest;
  /** By question. */
  problems: ReadonlyMap<PortfolioField, string>;
}

function problemOf(
  question: PortfolioQuestion,
  value: number | undefined,
): string | undefined {
  const { min, max, isWhole } = question;
  if (value === undefined || (isWhole && !Number.isInteger(value))) {
    return `Not a ${isWhole ? 'whole ' : ''}number. It is left out.`;
  }
  return value < min || value > max
    ? `Make it ${formatCount(min)} to ${formatCount(max)}. It is left out.`
    : undefined;
}

/**
 * Reads the answers of an address. A bad one takes none of the others with it.
 *
 * @param owner - whose integrations are meant
 */
export function readPortfolioAnswers(
  values: URLSearchParams,
  owner: string[] | undefined,
): PortfolioAnswers {
  const problems = new Map<PortfolioField, string>();
  const system = values.get('system');
  const request: BuildOrBuyRequest = {
    ...(owner && { owner }),
    ...(system && { system: [system] }),
  };
  for (const question of PORTFOLIO_QUESTIONS) {
    const text = values.get(question.id)?.trim();
    if (!text) {
      continue;
    }
    const value = parseNumber(text);
    const problem = problemOf(question, value);
    if (problem) {
      problems.set(question.id, problem);
    } else {
      request[question.id] = value! / question.scale;
    }
  }
  return { request, problems };
}

/** What the portfolio itself answers, as the field has it. */
export function portfolioText(
  question: PortfolioQuestion,
  answer: BuildOrBuy['answers'][number] | undefined,
): string {
  return answer === undefined || answer.value === null
    ? ''
    : (answer.value * question.scale).toLocaleString('en-GB', {
        maximumFractionDigits: 2,
      });
}

/** Who says it. */
export function portfolioSource(
  answer: BuildOrBuy['answers'][number] | undefined,
): string | undefined {
  if (!answer) {
    return undefined;
  }
  if (answer.source === 'asked') {
    return 'your answer';
  }
  return answer.value === null || answer.source === 'unknown'
    ? 'nobody knows: say it here'
    : `from ${answer.source}`;
}
