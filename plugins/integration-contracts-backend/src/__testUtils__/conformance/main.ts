/* npm run conformance: other projects' cases, judged in this process. */
import { readFileSync, readdirSync } from 'fs';
import { join } from 'path';
import { describeCoverage } from './describeCoverage';
import { CaseResult, ConformanceCase, judgeCase } from './judgeCase';

interface Deliberate {
  source: string;
  id: string;
  reason: string;
}

interface Figures {
  judged: number;
  agree: number;
  missed: number;
  falseAlarms: number;
  listed: number;
}

/** Of a source's judged cases, so many may be disagreed with on purpose. */
const MOST_LISTED_PERCENT = 5;

const [folder, ...flags] = process.argv.slice(2);
const deliberate = JSON.parse(
  readFileSync('conformance/deliberate.json', 'utf8'),
) as Deliberate[];
const sources: Record<string, Figures> = {};
let wrong = false;

for (const file of readdirSync(folder).sort()) {
  const source = file.replace(/\.json$/, '');
  const cases = file.endsWith('.json')
    ? JSON.parse(readFileSync(join(folder, file), 'utf8'))
    : undefined;
  if (Array.isArray(cases)) {
    report(source, cases.filter(isCase), cases.length);
  }
}
if (flags.includes('--coverage')) {
  describeCoverage(folder).forEach(line => console.log(line));
}
if (flags.includes('--json')) {
  console.log(JSON.stringify({ sources }));
}
process.exitCode = wrong ? 1 : 0;

function isCase(value: unknown): value is ConformanceCase {
  const one = value as Partial<ConformanceCase> | null;
  return typeof one?.id === 'string' && typeof one.format === 'string';
}

/** @param rows - of the file, with those that are no cases */
function report(source: string, cases: ConformanceCase[], rows: number): void {
  const figures = { judged: 0, agree: 0, missed: 0, falseAlarms: 0, listed: 0 };
  const skipped = new Map<string, number>();
  if (rows > cases.length) {
    skipped.set('form', rows - cases.length);
  }
  const lines: string[] = [];
  for (const one of cases) {
    const result = judgeCase(one);
    if (result.outcome === 'skipped') {
      skipped.set(result.reason, (skipped.get(result.reason) ?? 0) + 1);
    } else {
      figures.judged++;
      const listed = deliberate.some(
        entry => entry.source === source && entry.id === one.id,
      );
      lines.push(...count(figures, one, result, listed));
    }
  }
  sources[source] = figures;
  const rest = [...skipped].map(([reason, number]) => `${number} ${reason}`);
  const share = figures.judged - figures.listed;
  console.log(
    `  ${source}: ${figures.judged} judged, ${figures.agree} agree (${percent(figures.agree, share)}), ${figures.missed} missed, ${figures.falseAlarms} false alarms, ${figures.listed} listed${rest.length > 0 ? `; skipped: ${rest.join(', ')}` : ''}`,
  );
  lines.forEach(line => console.log(`      ${line}`));
  if (figures.listed * 100 > figures.judged * MOST_LISTED_PERCENT) {
    wrong = true;
    console.log(
      `      More than ${MOST_LISTED_PERCENT} % of the source are listed as deliberate.`,
    );
  }
}

function count(
  figures: Figures,
  { id }: ConformanceCase,
  result: Exclude<CaseResult, { outcome: 'skipped' }>,
  listed: boolean,
): string[] {
  if (result.outcome === 'agree') {
    figures.agree++;
    return listed ? [`listed but agrees: ${id}`] : [];
  }
  if (listed) {
    figures.listed++;
    return [];
  }
  if (result.outcome === 'missed') {
    figures.missed++;
    return [`missed: ${id}: ${result.detail}`];
  }
  figures.falseAlarms++;
  return [`false alarm: ${id}: ${result.detail}`];
}

function percent(part: number, whole: number): string {
  return whole === 0 ? 'none' : `${((100 * part) / whole).toFixed(1)} %`;
}
