import { grouped, percent } from '../../checklist/checks/words';
import { Answers } from './Answers';
import {
  BuildOrBuyRules,
  Criterion,
  OptionId,
  RuleStep,
} from './BuildOrBuyRules';

/** A way with its place among the three. */
export interface RankedOption {
  id: OptionId;
  rank: number;
  title: string;
  /** 0 to 100. */
  score: number;
  speaksFor: string[];
  speaksAgainst: string[];
  reason: string;
  nearTieWith?: OptionId;
}

interface Weighed {
  criterion: Criterion;
  step: RuleStep;
  /** As sentences have it. */
  value: string;
}

/** Ranks the three ways; of near equals the simpler comes first. */
export function rankOptions(
  rules: BuildOrBuyRules,
  answers: Answers,
): RankedOption[] {
  const weighed = rules.criteria.flatMap((criterion): Weighed[] => {
    const value = valueOf(criterion.id, answers);
    const step = criterion.steps.find(
      ({ upTo }) => value !== undefined && value <= (upTo ?? Infinity),
    );
    return step
      ? [{ criterion, step, value: inWords(criterion.id, value!) }]
      : [];
  });
  const weights = weighed.reduce((sum, one) => sum + one.criterion.weight, 0);
  const scoreOf = (id: OptionId) =>
    weighed.reduce(
      (sum, { criterion, step }) => sum + criterion.weight * step[id].score,
      0,
    ) / weights;
  const scored = rules.options.map(option => ({
    ...option,
    score: Math.round(scoreOf(option.id) * 1_000) / 10,
  }));
  const ordered: Array<(typeof scored)[number] & { nearTieWith?: OptionId }> =
    [];
  const left = [...scored].sort((one, other) => other.score - one.score);
  while (left.length > 0) {
    const best = left[0];
    const equals = left.filter(
      ({ score }) => best.score - score < rules.nearTie,
    );
    const next = equals.sort(
      (one, other) => one.simplicity - other.simplicity,
    )[0];
    const rival = equals.find(({ id }) => id !== next.id);
    ordered.push({ ...next, nearTieWith: rival?.id });
    left.splice(left.indexOf(next), 1);
  }
  const [first] = ordered;
  const say = ({ step, value }: Weighed, id: OptionId) =>
    step[id].text.replace('{value}', value);
  return ordered.map((option, at): RankedOption => {
    const { id, title, score, nearTieWith } = option;
    const by = (isWanted: (score: number) => boolean) =>
      [...weighed]
        .filter(({ step }) => isWanted(step[id].score))
        .sort((one, other) => other.criterion.weight - one.criterion.weight)
        .map(one => say(one, id));
    return {
      ...{ id, title, score, rank: at + 1 },
      speaksFor: by(each => each >= rules.speaksForFrom),
      speaksAgainst: by(each => each <= rules.speaksAgainstTo),
      reason:
        at === 0
          ? whyFirst(option, weighed, say, ordered)
          : whyNot(option, first, weighed, say, rules.nearTie),
      nearTieWith:
        nearTieWith ?? ordered.find(other => other.nearTieWith === id)?.id,
    };
  });
}

type Scored = Pick<RankedOption, 'id' | 'title' | 'score' | 'nearTieWith'>;
type Say = (one: Weighed, id: OptionId) => string;

function whyFirst(
  { id, score, nearTieWith }: Scored,
  weighed: readonly Weighed[],
  say: Say,
  all: readonly Scored[],
): string {
  const rival = all.find(other => other.id === nearTieWith);
  if (rival && rival.score >= score) {
    return `The simpler of near equals: ${rival.title} has ${rival.score} points, this ${score}.`;
  }
  const most = heaviest(weighed, ({ step }) => step[id].score);
  return `The most points; above all, ${say(most, id)}.`;
}

function whyNot(
  { id, score }: Scored,
  first: Scored,
  weighed: readonly Weighed[],
  say: Say,
  nearTie: number,
): string {
  if (score >= first.score) {
    return `A near equal of ${first.title}, which is simpler.`;
  }
  const most = heaviest(
    weighed,
    ({ step }) => step[first.id].score - step[id].score,
  );
  const behind = Math.round((first.score - score) * 10) / 10;
  const near = behind < nearTie ? ', a near equal' : '';
  return `${behind} points behind ${first.title}${near}; above all, ${say(most, id)}.`;
}

function heaviest(
  weighed: readonly Weighed[],
  valueOfOne: (one: Weighed) => number,
): Weighed {
  const weight = (one: Weighed) => one.criterion.weight * valueOfOne(one);
  return weighed.reduce((most, one) =>
    weight(one) > weight(most) ? one : most,
  );
}

function valueOf(id: Criterion['id'], answers: Answers): number | undefined {
  if (id !== 'engineersPerTen') {
    return answers[id];
  }
  return answers.engineers === undefined
    ? undefined
    : (answers.engineers * 10) / answers.integrations;
}

function inWords(id: Criterion['id'], value: number): string {
  if (id === 'uniqueShare') {
    return percent(value);
  }
  return id === 'engineersPerTen'
    ? String(Number(value.toFixed(1)))
    : grouped(value);
}
