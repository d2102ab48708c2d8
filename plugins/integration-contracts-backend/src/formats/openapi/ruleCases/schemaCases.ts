import { Json, JsonObject } from '../../../text/Json';
import { RuleCase } from './RuleCase';
import {
  breaking,
  harmless,
  parameters,
  query,
  request,
  response,
} from './describe';
import { NOT_IN_CATALOGUE } from './notInCatalogue';
import { SchemaRow, schemaRows } from './schemaRows';

/** As a member of an object that stands at the top of a body. */
function asMember(schema: Json): JsonObject {
  return { type: 'object', properties: { value: schema } };
}

/** oasdiff's ids of the steps at a place; of members, some have the place in their name already. */
function idsOf(place: string, names: readonly string[] = []): string[] {
  return names
    .map(name =>
      /^property-(?!names)/.test(name)
        ? `${place.split('-')[0]}-${name}`
        : `${place}-${name}`,
    )
    .filter(id => !NOT_IN_CATALOGUE.has(id));
}

/** Only these rows are about values that a parameter may have. */
const OF_PARAMETERS = /^(a|an|the|new|most|fewest|values|types|null)/;

function casesOf(row: SchemaRow): RuleCase[] {
  const { title, loose, tight, policy } = row;
  const rest = { policy };
  const at = (flow: 'request' | 'response') =>
    (['body', 'property'] as const).flatMap(place => {
      const wrap = (schema: JsonObject) =>
        (flow === 'request' ? request : response)(
          place === 'body' ? schema : asMember(schema),
        );
      const told = flow === 'request' ? row.request : row.response;
      const narrows = [wrap(loose), wrap(tight)] as const;
      const widens = [wrap(tight), wrap(loose)] as const;
      const [breaks, keeps] =
        flow === 'request' ? [narrows, widens] : [widens, narrows];
      const [breakingNames, harmlessNames] =
        flow === 'request'
          ? [row.tightened, row.loosened]
          : [row.loosened, row.tightened];
      const words = `${title}, in the ${place} of a ${flow}`;
      return [
        breaking(`${words}, which breaks`, `${flow}-${told}`, breaks, {
          ...rest,
          direction: flow,
          catalogueIds: idsOf(`${flow}-${place}`, breakingNames),
        }),
        harmless(`${words}, which doesn’t`, keeps, {
          ...rest,
          direction: flow,
          catalogueIds: idsOf(`${flow}-${place}`, harmlessNames),
        }),
      ];
    });
  return [...at('request'), ...at('response'), ...ofParameters(row)];
}

function ofParameters(row: SchemaRow): RuleCase[] {
  const { title, loose, tight, policy } = row;
  const typed = (schema: JsonObject) => parameters(query({ schema }));
  return OF_PARAMETERS.test(title)
    ? [
        breaking(
          `${title}, of a parameter, which breaks`,
          `request-${row.request}`,
          [typed(loose), typed(tight)],
          {
            policy,
            direction: 'request',
            catalogueIds: idsOf('request-parameter', row.tightened),
          },
        ),
        harmless(
          `${title}, of a parameter, which doesn’t`,
          [typed(tight), typed(loose)],
          {
            policy,
            direction: 'request',
            catalogueIds: idsOf('request-parameter', row.loosened),
          },
        ),
      ]
    : [];
}

export const schemaCases: readonly RuleCase[] = schemaRows.flatMap(casesOf);
