import { readdirSync, readFileSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import {
  apiEntityV1alpha1Validator,
  componentEntityV1alpha1Validator,
  domainEntityV1alpha1Validator,
  Entity,
  EntityPolicies,
  FieldFormatEntityPolicy,
  groupEntityV1alpha1Validator,
  locationEntityV1alpha1Validator,
  NoForeignRootFieldsEntityPolicy,
  parseEntityRef,
  resourceEntityV1alpha1Validator,
  SchemaValidEntityPolicy,
  stringifyEntityRef,
  systemEntityV1alpha1Validator,
  userEntityV1alpha1Validator,
} from '@backstage/catalog-model';
import {
  CRITICALITIES,
  Criticality,
  defaultInteraction,
  INTERACTIONS,
  IntegrationSpec,
  isIntegrationEntity,
  MatcherCondition,
  PATTERNS,
  readIntegration,
} from '@tieline/plugin-integrations-common';
import { parse, parseAllDocuments } from 'yaml';

const root = resolve(__dirname, '../../../catalog');

const files = readdirSync(root, { recursive: true, encoding: 'utf8' })
  .filter(file => file.endsWith('.yaml') && file !== 'all.yaml')
  .sort();

const entities = files.flatMap(file =>
  parseAllDocuments(readFileSync(join(root, file), 'utf8')).map(document => {
    if (document.errors.length > 0) {
      throw document.errors[0];
    }
    return document.toJS() as Entity;
  }),
);

const byRef = new Map(
  entities.map(entity => [stringifyEntityRef(entity), entity]),
);

const ofKind = (kind: string) =>
  entities.filter(entity => entity.kind === kind);

const integrations = entities.filter(isIntegrationEntity);

const toRef = (reference: string, defaultKind: string) =>
  stringifyEntityRef(
    parseEntityRef(reference, { defaultKind, defaultNamespace: 'default' }),
  );

/** Which fields of the built-in kinds refer to which kind. */
const referenceFields: Record<string, string> = {
  owner: 'group',
  parent: 'group',
  children: 'group',
  memberOf: 'group',
  domain: 'domain',
  system: 'system',
  providesApis: 'api',
  consumesApis: 'api',
};

function integrationReferences(spec: IntegrationSpec): string[] {
  const flows = spec.dataFlows ?? [];
  const contracts = flows.flatMap(({ contract }) =>
    contract && 'api' in contract ? [contract.api] : [],
  );
  const others = [
    ...flows.flatMap(({ provider }) => provider ?? []),
    ...(spec.objectives ?? []).flatMap(({ promisedTo }) => promisedTo ?? []),
  ];
  return [
    toRef(spec.source, 'system'),
    ...spec.targets.map(target => toRef(target, 'system')),
    ...(spec.via ?? []).map(platform => toRef(platform, 'resource')),
    ...contracts.map(contract => toRef(contract, 'api')),
    ...others.map(reference => toRef(reference, 'system')),
    ...(spec.operations?.onCall ? [toRef(spec.operations.onCall, 'user')] : []),
  ];
}

function references(entity: Entity): string[] {
  const common = Object.entries(entity.spec ?? {}).flatMap(([field, value]) =>
    referenceFields[field]
      ? [value]
          .flat()
          .map(reference => toRef(String(reference), referenceFields[field]))
      : [],
  );
  return isIntegrationEntity(entity)
    ? [...common, ...integrationReferences(entity.spec)]
    : common;
}

function canMeet(left: MatcherCondition, right: MatcherCondition): boolean {
  const values = (condition: MatcherCondition) =>
    condition.in ?? [condition.equals ?? condition.prefix!];
  return values(left).some(a =>
    values(right).some(
      b =>
        a === b ||
        (left.prefix !== undefined && b.startsWith(a)) ||
        (right.prefix !== undefined && a.startsWith(b)),
    ),
  );
}

/** Both ask for the same attributes, and one span could meet both. */
function tie(left: MatcherCondition[], right: MatcherCondition[]): boolean {
  return (
    left.length === right.length &&
    left.every(condition =>
      right.some(
        other =>
          other.attribute === condition.attribute && canMeet(condition, other),
      ),
    )
  );
}

describe('the demo landscape', () => {
  it('is registered file by file, so that a bad file fails alone', () => {
    const location = parse(readFileSync(join(root, 'all.yaml'), 'utf8'));
    const targets = location.spec.targets.map((target: string) =>
      relative(root, resolve(root, target)),
    );
    expect(targets.sort()).toEqual(files);
  });

  it('consists of entities that Backstage accepts, none of them twice', async () => {
    const policy = EntityPolicies.allOf([
      new SchemaValidEntityPolicy(),
      new NoForeignRootFieldsEntityPolicy(),
      new FieldFormatEntityPolicy(),
    ]);
    const validators = [
      apiEntityV1alpha1Validator,
      componentEntityV1alpha1Validator,
      domainEntityV1alpha1Validator,
      groupEntityV1alpha1Validator,
      locationEntityV1alpha1Validator,
      resourceEntityV1alpha1Validator,
      systemEntityV1alpha1Validator,
      userEntityV1alpha1Validator,
    ];
    for (const entity of entities) {
      await policy.enforce(entity);
      const checks = await Promise.all(
        validators.map(validator => validator.check(entity)),
      );
      expect([
        stringifyEntityRef(entity),
        checks.includes(true) || isIntegrationEntity(entity),
      ]).toEqual([stringifyEntityRef(entity), true]);
    }
    expect(byRef.size).toBe(entities.length);
  });

  it('has no finding', () => {
    const findings = integrations.flatMap(entity =>
      readIntegration(entity).findings.map(
        ({ message }) => `${entity.metadata.name}: ${message}`,
      ),
    );
    expect(findings).toEqual([]);
  });

  it('refers only to what exists', () => {
    const missing = entities.flatMap(entity =>
      references(entity)
        .filter(reference => !byRef.has(reference))
        .map(reference => `${stringifyEntityRef(entity)} → ${reference}`),
    );
    expect(missing).toEqual([]);
  });

  it('has at least 36 integrations over all patterns and interactions', () => {
    expect(integrations.length).toBeGreaterThanOrEqual(36);
    expect(new Set(integrations.map(({ spec }) => spec.type))).toEqual(
      new Set(PATTERNS),
    );
    expect(
      new Set(
        integrations.map(
          ({ spec }) => spec.interaction ?? defaultInteraction(spec.type),
        ),
      ),
    ).toEqual(new Set(INTERACTIONS));
  });

  it('has systems, external parties, staffed teams and platforms to integrate', () => {
    expect(ofKind('System').length).toBeGreaterThanOrEqual(12);
    for (const system of ofKind('System').filter(
      ({ spec }) => spec?.type === 'external-party',
    )) {
      expect(system.metadata.annotations).toEqual(
        expect.objectContaining({
          'tieline.dev/contact': expect.stringContaining('@'),
          'tieline.dev/notice-period': expect.stringMatching(/^P\d+[DMY]$/),
        }),
      );
    }
    const staffed = ofKind('Group').filter(
      group =>
        ofKind('User').filter(user =>
          [user.spec?.memberOf].flat().includes(group.metadata.name),
        ).length >= 2,
    );
    expect(staffed.length).toBeGreaterThanOrEqual(6);
    expect(staffed.map(({ spec }) => spec?.type)).toContain(
      'centre-of-excellence',
    );
    expect(new Set(ofKind('Resource').map(({ spec }) => spec?.type))).toEqual(
      new Set(['broker', 'api-gateway', 'ipaas', 'file-server']),
    );
  });

  it('has no integration that is less critical than what it joins', () => {
    const rank = (criticality: string | undefined) =>
      CRITICALITIES.indexOf(criticality as Criticality);
    const tooLow = integrations.flatMap(({ metadata, spec }) =>
      [spec.source, ...spec.targets]
        .map(reference => byRef.get(toRef(reference, 'system')))
        .map(
          system => system?.metadata.annotations?.['tieline.dev/criticality'],
        )
        .filter(declared => rank(declared) > rank(spec.criticality))
        .map(declared => `${metadata.name} is below ${declared}`),
    );
    expect(tooLow).toEqual([]);
  });

  it('has no two integrations that claim the same telemetry', () => {
    const matchers = integrations.flatMap(({ metadata, spec }) =>
      (spec.telemetry?.matchers ?? []).map(({ conditions }) => ({
        name: metadata.name,
        conditions,
      })),
    );
    const ties = matchers.flatMap((left, index) =>
      matchers
        .slice(index + 1)
        .filter(
          right =>
            right.name !== left.name && tie(left.conditions, right.conditions),
        )
        .map(right => `${left.name} and ${right.name}`),
    );
    expect(ties).toEqual([]);
  });

  it('has contracts whose text can be read', () => {
    for (const api of ofKind('API').filter(({ spec }) =>
      ['openapi', 'asyncapi'].includes(String(spec?.type)),
    )) {
      const contract = parse(String(api.spec?.definition));
      expect(contract[String(api.spec?.type)]).toMatch(/^3\.\d\.\d$/);
      expect(contract.info).toEqual(
        expect.objectContaining({
          title: expect.any(String),
          version: expect.any(String),
        }),
      );
      // A comma in an unquoted text of a flow mapping leaves a key without value.
      expect(JSON.stringify(contract)).not.toContain(':null');
    }
  });
});
