import { Pattern } from '@tieline/plugin-integrations-common';
import {
  CostEstimate,
  CostPart,
  CostRange,
  Profile,
} from '@tieline/plugin-integrations-common/governance';
import { CostModel } from '../CostModel';
import { addUp } from '../PriceListCostModel';
import { PriceBook } from '../PriceBook';
import { inputOf } from '../running/costPart';
import { Answers } from './Answers';
import { OptionId } from './BuildOrBuyRules';

/** A typical integration: a source and a target. */
const ENDPOINTS = 2;
const BOUNDS = ['low', 'expected', 'high'] as const;

/** Integrations of one kind that are built in one way. */
interface Lot {
  pattern: Pattern;
  transformation: 'light' | 'heavy';
  count: number;
}

/**
 * What a way costs over three years. Where nobody knows how many integrations
 * are unique, from what it costs with none to what it costs with all of them.
 */
export function optionCosts(
  id: OptionId,
  answers: Answers,
  { model, book }: { model: CostModel; book: PriceBook },
): CostEstimate {
  const costWith = (uniqueShare: number) =>
    costOfLots(id, lotsOf(id, answers.integrations, uniqueShare), answers, {
      ...{ model, book },
    });
  const parts =
    answers.uniqueShare === undefined
      ? between(costWith(0), costWith(1))
      : costWith(answers.uniqueShare);
  return {
    years: model.estimate('ipaas', typical('light', 0)).years,
    currency: model.prices.currency,
    total: addUp(parts.map(({ range }) => range)),
    parts,
  };
}

function lotsOf(
  id: OptionId,
  integrations: number,
  uniqueShare: number,
): Lot[] {
  const heavy = Math.round(integrations * uniqueShare);
  const light = integrations - heavy;
  const [lightBy, heavyBy] = (
    {
      build: ['custom-code', 'custom-code'],
      buy: ['ipaas', 'ipaas'],
      both: ['ipaas', 'custom-code'],
    } as const
  )[id];
  const lots: Lot[] = [
    { pattern: lightBy, transformation: 'light', count: light },
    { pattern: heavyBy, transformation: 'heavy', count: heavy },
  ];
  return lots.filter(({ count }) => count > 0);
}

function costOfLots(
  id: OptionId,
  lots: readonly Lot[],
  answers: Answers,
  { model, book }: { model: CostModel; book: PriceBook },
): CostPart[] {
  const { integrations, volumePerDay, connectors } = answers;
  const each = (volumePerDay ?? 0) / integrations;
  const parts = new Map<string, CostPart[]>();
  const add = (part: CostPart) =>
    parts.set(part.id, [...(parts.get(part.id) ?? []), part]);
  for (const { pattern, transformation, count } of lots) {
    const estimate = model.estimate(pattern, typical(transformation, each));
    for (const part of estimate.parts) {
      const isOfAll =
        pattern === 'ipaas' && ['licence', 'training'].includes(part.id);
      if (!isOfAll) {
        add(times(part, count, `${count} ${transformation} as ${pattern}`));
      }
    }
  }
  const bought = lots
    .filter(({ pattern }) => pattern === 'ipaas')
    .reduce((sum, { count }) => sum + count, 0);
  if (bought > 0) {
    // One contract: its tiers are of all transactions, and a team learns it once.
    model
      .estimate('ipaas', {
        ...typical('light', each * bought),
        endpoints: ENDPOINTS * bought,
      })
      .parts.filter(part => ['licence', 'training'].includes(part.id))
      .forEach(add);
  }
  if (id === 'build' && connectors) {
    add(connectorPart(book, connectors));
  }
  const unknown =
    volumePerDay === undefined
      ? '; without its volume, which nobody knows'
      : '';
  return [...parts.values()].map(same => {
    const [first] = same;
    const isByVolume = ['licence', 'infrastructure'].includes(first.id);
    return {
      ...first,
      range: addUp(same.map(({ range }) => range)),
      formula: `${same
        .map(({ formula }) => formula)
        .filter(formula => same.length === 1 || formula !== 'none')
        .join(' + ')}${isByVolume ? unknown : ''}`,
      inputs: uniqueInputs(same),
    };
  });
}

function typical(
  transformation: 'light' | 'heavy',
  volumePerDay: number,
): Profile {
  return {
    interaction: 'request',
    endpoints: ENDPOINTS,
    consumers: 1,
    ...{ transformation, volumePerDay },
  };
}

function times(part: CostPart, count: number, of: string): CostPart {
  const [low, expected, high] = BOUNDS.map(
    bound => Math.round(part.range[bound] * count * 100) / 100,
  );
  const isNone = part.formula.startsWith('none');
  return {
    ...part,
    range: { low, expected, high },
    formula: isNone ? 'none' : `(${part.formula}) × ${of}`,
  };
}

function connectorPart(book: PriceBook, connectors: number): CostPart {
  const days = inputOf(book, 'build-saas-endpoint');
  const rate = inputOf(book, 'day-rate');
  const [low, expected, high] = BOUNDS.map(
    bound =>
      Math.round(days.value[bound] * rate.value[bound] * connectors * 100) /
      100,
  );
  return {
    id: 'connectors',
    title: 'Connectors',
    formula: 'days more for software of others × connectors × day rate',
    range: { low, expected, high },
    inputs: [
      days,
      rate,
      {
        id: 'connectors',
        title: 'Different software that somebody else runs',
        value: { low: connectors, expected: connectors, high: connectors },
        unit: 'connectors',
        source: 'profile',
      },
    ],
  };
}

/** From the lower to the higher of two costs, the mean expected. */
function between(
  one: readonly CostPart[],
  other: readonly CostPart[],
): CostPart[] {
  const none: CostRange = { low: 0, expected: 0, high: 0 };
  const ids = new Set([...one, ...other].map(({ id }) => id));
  return [...ids].map(id => {
    const both = [one, other].map(parts => parts.find(part => part.id === id));
    const [left, right] = both.map(part => part?.range ?? none);
    const known = both.filter(part => part !== undefined);
    return {
      ...known[0],
      range: {
        low: Math.min(left.low, right.low),
        expected: Math.round((left.expected + right.expected) * 50) / 100,
        high: Math.max(left.high, right.high),
      },
      formula: [...new Set(known.map(({ formula }) => formula))].join(' to '),
      inputs: uniqueInputs(known),
    };
  });
}

function uniqueInputs(parts: readonly CostPart[]): CostPart['inputs'] {
  const inputs = parts.flatMap(part => part.inputs);
  return inputs.filter(
    (input, at) => inputs.findIndex(({ id }) => id === input.id) === at,
  );
}
