import { XMLParser, XMLValidator } from 'fast-xml-parser';
import { CannotJudgeError } from '../CannotJudgeError';
import { renderJunit } from './renderJunit';
import { renderMarkdown } from './renderMarkdown';
import { renderSarif } from './renderSarif';
import { renderText } from './renderText';
import { Finding, Report } from './Report';

const hostile =
  'a|b <script>"x"</script> \u001b[31m @team\n::error::y ]]> \uD800';
const finding: Finding = {
  ruleId: 'MAX_LENGTH_DECREASED',
  level: 'error',
  message: hostile,
  advice: 'Loosen it.',
  place: { file: 'specs/order 1.json', line: 3, column: 7 },
  pointer: '/maxLength',
  earlier: { file: 'old.json', line: 2, column: 1, pointer: '/maxLength' },
  consumers: ['integration:default/order-events'],
};
const { problem } = new CannotJudgeError('No JSON.', {
  advice: 'Mend it.',
  place: { file: 'b.json', line: 1, column: 2 },
});
const report: Report = {
  command: 'contracts check',
  subjects: [
    {
      name: 'specs/order 1.json',
      summary: 'breaks old.json',
      findings: [
        finding,
        { ...finding, earlier: { ...finding.earlier!, revision: 'main' } },
        { ...finding, ruleId: 'contract-removed', level: 'warning' },
      ],
    },
    { name: 'b.json', summary: 'could not be judged', findings: [], problem },
    { name: 'c.json', summary: 'may follow', findings: [] },
  ],
  notes: [],
};

describe('a report as SARIF', () => {
  const log = JSON.parse(renderSarif(report));
  const [run] = log.runs;

  it('keeps to what SARIF 2.1.0 requires', () => {
    expect([log.version, log.runs.length]).toEqual(['2.1.0', 1]);
    expect(log.$schema).toMatch(/sarif.*2\.1\.0/);
    expect(run.tool.driver.name).toBe('tieline');
    const ids = run.tool.driver.rules.map(({ id }: { id: string }) => id);
    expect(ids).toEqual([...new Set(ids)]);
    for (const rule of run.tool.driver.rules) {
      for (const text of ['shortDescription', 'fullDescription', 'help']) {
        expect(rule[text].text).toMatch(/\w/);
      }
      expect(['none', 'note', 'warning', 'error']).toContain(
        rule.defaultConfiguration.level,
      );
    }
    for (const result of run.results) {
      expect(ids[result.ruleIndex]).toBe(result.ruleId);
      expect(result.message.text).toMatch(/\w/);
      const [{ physicalLocation }] = result.locations;
      expect(physicalLocation.region.startLine).toBeGreaterThanOrEqual(1);
      expect(physicalLocation.region.startColumn).toBeGreaterThanOrEqual(1);
    }
  });

  it('names files as URIs, and gives earlier places only where the file is still that', () => {
    const [first, second] = run.results;
    expect(first.locations[0].physicalLocation.artifactLocation.uri).toBe(
      'specs/order%201.json',
    );
    expect(
      first.relatedLocations[0].physicalLocation.artifactLocation.uri,
    ).toBe('old.json');
    expect(second.relatedLocations).toBeUndefined();
    expect(second.message.text).toContain('Before: main:old.json:2:1');
  });

  it('says that not everything could be judged', () => {
    const [invocation] = run.invocations;
    expect(invocation.executionSuccessful).toBe(false);
    expect(invocation.toolExecutionNotifications[0].message.text).toBe(
      'No JSON. Mend it.',
    );
  });
});

describe('a report as JUnit’s XML', () => {
  const xml = renderJunit(report, 'error');

  it('is well-formed whatever texts say, with counts that add up', () => {
    expect(XMLValidator.validate(xml)).toBe(true);
    // eslint-disable-next-line no-control-regex -- XML may not hold them
    expect(xml).not.toMatch(/[\u0000-\u0008\u001b]/);
    const { testsuites } = new XMLParser({ ignoreAttributes: false }).parse(
      xml,
    );
    expect(testsuites).toMatchObject({
      '@_tests': '4',
      '@_failures': '2',
      '@_errors': '1',
    });
    const [broken, unjudged, fine] = testsuites.testsuite;
    expect(broken.testcase).toHaveLength(2);
    expect(broken.testcase[0].failure['#text']).toContain(
      'specs/order 1.json:3:7',
    );
    expect(broken['system-out']).toContain('warning: ');
    expect(unjudged.testcase.error['#text']).toContain('b.json:1:2');
    expect(fine.testcase['@_name']).toBe('may follow');
  });

  it('fails for warnings where asked', () => {
    expect(renderJunit(report, 'warning')).toContain('failures="3"');
  });
});

describe('a report as Markdown', () => {
  const markdown = renderMarkdown(report, 'error');

  it('begins with a mark, and makes no markup or mentions of what texts say', () => {
    expect(markdown.split('\n')[0]).toBe('<!-- tieline contracts check -->');
    expect(markdown).not.toMatch(/<script|@team/);
    expect(markdown).not.toContain('\u001b');
    const row = markdown.split('\n').find(line => line.startsWith('| error'));
    expect(row!.replace(/\\\|/g, '').match(/\|/g)).toHaveLength(5);
  });

  it('stays short enough for a comment', () => {
    const many = Array.from({ length: 5000 }, () => finding);
    const subjects = [{ ...report.subjects[0], findings: many }];
    const text = renderMarkdown({ ...report, subjects }, 'error');
    expect(text.length).toBeLessThan(65_536);
    expect(text).toContain('4900 more findings');
  });
});

describe('a report as text', () => {
  it('has colours only where asked, and lets no text steer the terminal', () => {
    const plain = renderText(report, 'error', false);
    expect(plain).not.toContain('\u001b');
    expect(plain).not.toMatch(/^::/m);
    expect(plain).toContain(
      '3 results: 1 with violations, 1 could not be judged.',
    );
    expect(renderText(report, 'error', true)).toContain('\u001b[31m✗');
  });
});
