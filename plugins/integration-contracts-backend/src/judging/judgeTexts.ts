import { judge } from '../compatibility/judge';
import { EarlierText, Judgement, JudgementRequest } from './Judge';
import { KnownText, ReadTexts } from './ReadTexts';

type Violations = Judgement['violations'];

/**
 * Judges a text against earlier ones.
 *
 * @throws ContractTextError, InputError and TooComplexError as reading and comparing do
 */
export function judgeTexts(
  texts: ReadTexts,
  request: JudgementRequest,
): Judgement {
  const { mode, policy, history } = request;
  const next = texts.get(request.next);
  const asked = mode.endsWith('_TRANSITIVE') ? history : history.slice(-1);
  const newestFirst = mode === 'NONE' ? [] : [...asked].reverse();
  // One after the other: a long history of large texts would not fit into memory.
  const violations = newestFirst.flatMap(earlier =>
    earlier.format === next.format.id
      ? clashesOf(texts, earlier, next, request)
      : [changedFormat(earlier, next)],
  );
  const clash = violations.find(({ severity }) => severity === 'error');
  return {
    compatible: clash === undefined,
    mode,
    policy,
    format: next.format.id,
    ...(clash && { clashingVersion: clash.version }),
    comparedWith: newestFirst.map(({ version }) => version),
    violations,
  };
}

function clashesOf(
  texts: ReadTexts,
  earlier: EarlierText,
  next: KnownText,
  { mode, policy }: JudgementRequest,
): Violations {
  const { content, text } = texts.get(earlier);
  const { version } = earlier;
  return judge(
    next.format.compare,
    mode,
    policy,
    [{ version, content }],
    next.content,
  ).violations.map(violation => ({
    ...violation,
    oldPlace: text.locate(violation.oldPointer),
    newPlace: next.text.locate(violation.newPointer),
  }));
}

function changedFormat(
  { version, format }: EarlierText,
  next: KnownText,
): Violations[number] {
  return {
    ruleId: 'format-changed',
    severity: 'error',
    version,
    direction: 'BACKWARD',
    oldPointer: '',
    newPointer: '',
    oldPlace: { line: 1, column: 1 },
    newPlace: { line: 1, column: 1 },
    message: `Version ${version} is written as ${format}, this one as ${next.format.id}.`,
    advice: 'Publish the other format under a subject of its own.',
  };
}
