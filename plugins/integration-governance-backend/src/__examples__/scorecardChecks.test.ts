import { resolvePackagePath } from '@backstage/backend-plugin-api';
import { readFile } from 'node:fs/promises';
import { Checklist } from '../checklist/Checklist';
import { readChecklistText } from '../checklist/text/readChecklistText';

const packageFile = (path: string) =>
  readFile(
    resolvePackagePath('@tieline/plugin-integration-governance-backend', path),
    'utf8',
  );

describe('docs/scorecard-checks.md', () => {
  let blocks: Array<{ language: string; text: string }>;

  beforeAll(async () => {
    const page = await packageFile('../../docs/scorecard-checks.md');
    blocks = [...page.matchAll(/```(\w+)\n([^]*?)```/g)].map(
      ([, language, text]) => ({ language, text }),
    );
  });

  it('has a checklist that can be taken', async () => {
    const shipped = (await Checklist.readShipped()).toFile();
    const file = readChecklistText(
      blocks.find(({ language }) => language === 'yaml')!.text,
      {
        shipped,
        shippedIds: new Set(shipped.checks.map(({ id }) => id)),
        modules: new Map(),
      },
    );
    expect(file.questions).toHaveLength(9);
    expect(file.checks).toHaveLength(shipped.checks.length + 1);
    expect(
      file.checks.flatMap(({ id, origin }) =>
        origin === 'shipped' ? [] : [`${id} ${origin}`],
      ),
    ).toEqual([
      'failure-drill changed',
      'own-coverage condition',
      'own-cost condition',
    ]);
  });

  it('has the module that is compiled and tested here', async () => {
    const code = await packageFile('src/__examples__/ownChecksModule.ts');
    const { text } = blocks.find(({ language }) => language === 'ts')!;
    const withoutComment = code.replace(/^\/\*\*.*\*\/\n/gm, '');
    expect(text).toBe(withoutComment);
  });
});
