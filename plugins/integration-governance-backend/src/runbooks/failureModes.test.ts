import { ConfigReader } from '@backstage/config';
import { INTERACTIONS, PATTERNS } from '@tieline/plugin-integrations-common';
import { JsonObject } from '@backstage/types';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { FailureModes, readShippedFailureModes } from './FailureModes';
import { writeHandbookSection } from './writeHandbookSection';

const read = (failureModes?: JsonObject, more: JsonObject = {}) =>
  FailureModes.read(
    new ConfigReader({ integrationGovernance: { failureModes, ...more } }),
  );

describe('how integrations fail', () => {
  it.each(
    PATTERNS.flatMap(pattern =>
      INTERACTIONS.map(interaction => ({ pattern, interaction })),
    ),
  )('is three to six ways for $pattern, $interaction', async kind => {
    const modes = (await read()).of(kind);
    expect(modes.length).toBeGreaterThanOrEqual(3);
    expect(modes.length).toBeLessThanOrEqual(6);
  });

  it('is what the handbook says, each under its own anchor', async () => {
    const shipped = await readShippedFailureModes();
    const handbook = await readFile(
      join(__dirname, '../../../../docs/runbooks.md'),
      'utf8',
    );
    const [, generated] = handbook.split(/<!-- failure modes -->\n/);
    expect(generated.trim()).toBe(
      shipped.map(writeHandbookSection).join('\n\n'),
    );
    for (const { id, title } of shipped) {
      expect(title.toLocaleLowerCase('en-US').replaceAll(' ', '-')).toBe(id);
    }
  });

  it('has a template with all six steps and points into the handbook where there is one', async () => {
    const [mode] = (
      await read(undefined, { handbook: 'https://docs.acme/' })
    ).of({ pattern: 'event-driven', interaction: 'event' });
    expect(mode).toMatchObject({
      id: 'consumer-down',
      href: 'https://docs.acme/runbooks/#consumer-down',
    });
    expect(mode.template).toMatch(
      /^## Consumer down\n\n1\. \*\*Notice\.\*\*[^]*6\. \*\*Afterwards\.\*\* /,
    );
    expect((await read()).find('consumer-down')!.href).toBeUndefined();
  });

  it('is changed, added to and left out by the organisation, by id', async () => {
    const modes = await read({
      'consumer-down': { title: 'Subscriber down' },
      'late-file': false,
      'press-stops': {
        title: 'Press stops',
        happens: 'No paper.',
        template: '## Press stops',
        drill: 'Take the paper out.',
        patterns: ['batch-file'],
      },
    });
    expect(modes.find('consumer-down')).toMatchObject({
      title: 'Subscriber down',
      interactions: ['event', 'stream'],
    });
    const batch = modes.of({ pattern: 'batch-file', interaction: 'batch' });
    expect(batch.map(({ id }) => id)).toEqual([
      'credential-expired',
      'damaged-file',
      'half-a-load',
      'schema-changed-unannounced',
      'press-stops',
    ]);
  });

  it.each([
    [{ 'own-one': { title: 'x' } }, 'own-one.happens is missing'],
    [{ 'late-file': { patterns: ['mainframe'] } }, 'patterns has mainframe'],
    [{ 'late-file': { colour: 'red' } }, 'late-file.colour is not known'],
    [{ Late_File: { title: 'x' } }, 'is no id'],
  ])('is refused with the path of what is wrong: %j', async (own, message) => {
    await expect(read(own)).rejects.toThrow(message);
  });

  it('is rehearsed by a fault test of the controls that it tries', async () => {
    const modes = await read();
    const kind = { pattern: 'batch-file', interaction: 'batch' } as const;
    expect(modes.rehearsedBy(['reject-file'], kind)?.id).toBe('damaged-file');
    expect(modes.rehearsedBy(['circuit-breaker'], kind)).toBeUndefined();
  });
});
