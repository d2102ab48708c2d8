import { readdirSync, readFileSync } from 'fs';
import { resolve } from 'path';
import { parse } from 'yaml';
import { LabelReader, labelOf } from './sources/prometheus/LabelReader';

interface Configuration {
  receivers?: Record<string, unknown>;
  processors?: Record<string, unknown>;
  exporters?: Record<string, unknown>;
  extensions?: Record<string, unknown>;
  connectors?: {
    spanmetrics?: { dimensions: Array<{ name: string }>; namespace: string };
  } & Record<string, unknown>;
  service: {
    extensions?: string[];
    pipelines: Record<
      string,
      { receivers: string[]; processors?: string[]; exporters: string[] }
    >;
  };
}

const folder = resolve(__dirname, '../../../deploy/collector');
const files = readdirSync(folder).filter(name => name.endsWith('.yaml'));
const textOf = (file: string) => readFileSync(resolve(folder, file), 'utf8');
const read = (file: string): Configuration => parse(textOf(file));
const namesOf = (part: Record<string, unknown> | undefined) =>
  Object.keys(part ?? {});

describe('the Collector configurations', () => {
  it.each(files)(
    '%s names in its pipelines what it defines, and all of it',
    file => {
      const {
        receivers,
        processors,
        exporters,
        extensions,
        connectors,
        service,
      } = read(file);
      const pipelines = Object.values(service.pipelines);
      const used = (kind: 'receivers' | 'processors' | 'exporters') =>
        [
          ...new Set(pipelines.flatMap(pipeline => pipeline[kind] ?? [])),
        ].sort();
      const both = namesOf(connectors);

      expect(used('receivers')).toEqual(
        [...namesOf(receivers), ...both].sort(),
      );
      expect(used('exporters')).toEqual(
        [...namesOf(exporters), ...both].sort(),
      );
      expect(used('processors')).toEqual(namesOf(processors).sort());
      expect(service.extensions?.sort()).toEqual(namesOf(extensions).sort());
    },
  );

  it.each(files)(
    '%s sends no signal from one kind of pipeline into another but by a connector',
    file => {
      const { connectors, service } = read(file);
      const kindOf = (pipeline: string) => pipeline.split('/')[0];
      for (const connector of namesOf(connectors)) {
        const of = (kind: 'receivers' | 'exporters') =>
          Object.entries(service.pipelines)
            .filter(([, pipeline]) => pipeline[kind].includes(connector))
            .map(([name]) => kindOf(name));
        expect([of('exporters'), of('receivers')]).toEqual([
          ['traces'],
          ['metrics'],
        ]);
      }
    },
  );

  it.each(files)(
    '%s reads from the environment only what the README tells of',
    file => {
      const readme = textOf('README.md');
      for (const [, variable] of textOf(file).matchAll(/\$\{env:(\w+)\}/g)) {
        expect(readme).toMatch(new RegExp(`\`${variable}\` +\\| \`${file}\``));
      }
    },
  );

  it.each(files.filter(file => namesOf(read(file).connectors).length > 0))(
    '%s counts by dimensions that Tieline reads',
    file => {
      const { dimensions, namespace } = read(file).connectors!.spanmetrics!;
      const labels = dimensions.map(({ name }) => labelOf(name)).sort();
      expect(new LabelReader(labels, []).callLabels).toEqual(labels);
      expect(namespace).toBe('traces.span.metrics');
    },
  );
});
