import { judge } from '../compatibility/judge';
import { Judgement, StoredTexts, ToldRequest, ToldText } from './Judge';
import { KnownContent, KnownText, SimilarTexts } from './SimilarTexts';
import { TextSource } from './TextSource';

type Violations = Judgement['violations'];

/** Loads stored texts: resolves with the first of them, and with as many after it as fit. */
export type LoadTexts = (ids: readonly number[]) => Promise<StoredTexts>;

/** A request with what was read for it. */
export interface Reading {
  request: ToldRequest;
  texts: SimilarTexts;
  next: KnownText;
  source: TextSource;
}

/** @throws ContractTextError and InputError where the next text can't be read */
export function startReading(
  texts: SimilarTexts,
  request: ToldRequest,
  load: LoadTexts,
): Reading {
  const newestFirst = [...request.history].reverse();
  return {
    request,
    texts,
    next: texts.readGiven(request.next),
    source: new TextSource(newestFirst, load),
  };
}

/**
 * Judges a text against earlier ones.
 *
 * @throws ContractTextError, InputError and TooComplexError as reading and comparing do
 */
export async function judgeTexts(reading: Reading): Promise<Judgement> {
  const { request, next } = reading;
  const { mode, policy, history } = request;
  const asked = mode.endsWith('_TRANSITIVE') ? history : history.slice(-1);
  const newestFirst = mode === 'NONE' ? [] : [...asked].reverse();
  const violations: Violations = [];
  // One after the other: a long history of large texts would not fit into memory.
  for (const earlier of newestFirst) {
    violations.push(
      ...(earlier.format === next.format.id
        ? await clashesOf(reading, earlier)
        : [changedFormat(earlier, next)]),
    );
  }
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

async function clashesOf(
  reading: Reading,
  earlier: ToldText,
): Promise<Violations> {
  const { request, next } = reading;
  const { version } = earlier;
  const known = findKnown(reading, earlier) ?? (await read(reading, earlier));
  const { violations } = judge(
    next.format.compare,
    request.mode,
    request.policy,
    [{ version, content: known.content }],
    next.content,
  );
  if (violations.length === 0) {
    return [];
  }
  const { text } = isWithText(known) ? known : await read(reading, earlier);
  return violations.map(violation => ({
    ...violation,
    oldPlace: text.locate(violation.oldPointer),
    newPlace: next.text.locate(violation.newPointer),
  }));
}

/**
 * Reads an earlier text.
 *
 * @throws ContractTextError and InputError where it can't be
 */
export async function read(
  { texts, source, request }: Reading,
  { text, format }: ToldText,
): Promise<KnownText> {
  if (typeof text === 'string') {
    return texts.readGiven({ text, format });
  }
  const isUnknown = (id: number) => !texts.findStored(id, format);
  const isAsked = request.mode.endsWith('_TRANSITIVE');
  const stored = await source.get(text.id, isAsked ? isUnknown : () => false);
  return texts.readStored(text.id, { text: stored, format });
}

function findKnown(
  { texts }: Reading,
  { text, format }: ToldText,
): KnownContent | undefined {
  return typeof text === 'string'
    ? undefined
    : texts.findStored(text.id, format);
}

function isWithText(known: KnownContent): known is KnownText {
  return 'text' in known;
}

function changedFormat(
  { version, format }: ToldText,
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
