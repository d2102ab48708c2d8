import { resolvePackagePath } from '@backstage/backend-plugin-api';
import { Config } from '@backstage/config';
import { InputError } from '@backstage/errors';
import {
  Interaction,
  INTERACTIONS,
  Pattern,
  PATTERNS,
} from '@tieline/plugin-integrations-common';
import {
  Control,
  FailureMode,
} from '@tieline/plugin-integrations-common/governance';
import { readFile } from 'node:fs/promises';
import { parse } from 'yaml';
import { RunbookSteps, writeTemplate } from './writeTemplate';

/** The list that ships with the package. */
const SHIPPED_VERSION = '2026-11';
const CONFIG_KEY = 'integrationGovernance.failureModes';
const HANDBOOK_KEY = 'integrationGovernance.handbook';
const OWN_KEYS = [
  'title',
  'happens',
  'patterns',
  'interactions',
  'template',
  'drill',
  'controls',
];

/** A failure mode as the package ships it. */
export interface ShippedFailureMode extends Omit<
  FailureMode,
  'template' | 'href'
> {
  controls: Control[];
  steps: RunbookSteps;
}

interface FailureModeFile {
  version: string;
  modes: ShippedFailureMode[];
}

/** A failure mode, and which controls a fault test rehearses with it. */
export interface KnownFailureMode {
  mode: FailureMode;
  controls: readonly Control[];
}

/** What an integration's failure modes depend on. */
export interface FailingKind {
  pattern?: Pattern;
  interaction?: Interaction;
}

/** How integrations fail: the shipped list, with what the organisation changed, added or left out. */
export class FailureModes {
  readonly #known: readonly KnownFailureMode[];

  /** @throws InputError that names the path of what can't be taken */
  static async read(config: Config): Promise<FailureModes> {
    return new FailureModes(await readShippedFailureModes(), config);
  }

  /** @throws InputError that names the path of what can't be taken */
  constructor(shipped: readonly ShippedFailureMode[], config: Config) {
    const handbook = config.getOptionalString(HANDBOOK_KEY);
    const own = config.getOptionalConfig(CONFIG_KEY);
    const known = shipped.map(({ controls, steps, ...mode }) => ({
      mode: { ...mode, template: writeTemplate(mode.title, steps) },
      controls,
    }));
    const ids = [
      ...known.map(({ mode }) => mode.id),
      ...(own?.keys() ?? []).filter(
        id => !known.some(({ mode }) => mode.id === id),
      ),
    ];
    this.#known = ids
      .filter(id => own?.getOptional(id) !== false)
      .map((id): KnownFailureMode => {
        const base = known.find(({ mode }) => mode.id === id);
        const changed = own?.has(id)
          ? readOwn(id, own.getConfig(id), base)
          : base!;
        const href =
          base && handbook
            ? `${handbook.replace(/\/$/, '')}/runbooks/#${id}`
            : undefined;
        return { ...changed, mode: { ...changed.mode, href } };
      });
  }

  find(id: string): FailureMode | undefined {
    return this.#known.find(({ mode }) => mode.id === id)?.mode;
  }

  /** In the list's order. */
  list(filter: {
    patterns?: readonly Pattern[];
    interactions?: readonly Interaction[];
  }): FailureMode[] {
    const within = <T>(wanted: readonly T[] | undefined, own: readonly T[]) =>
      !wanted || wanted.length === 0 || wanted.some(one => own.includes(one));
    return this.#known
      .map(({ mode }) => mode)
      .filter(
        ({ patterns, interactions }) =>
          within(filter.patterns, patterns) &&
          within(filter.interactions, interactions),
      );
  }

  /** Those that an integration is to be ready for; what is not known of it excludes none. */
  of({ pattern, interaction }: FailingKind): FailureMode[] {
    return this.list({
      patterns: pattern && [pattern],
      interactions: interaction && [interaction],
    });
  }

  /** The one of an integration that a fault test of these controls rehearses. */
  rehearsedBy(
    controls: readonly string[],
    kind: FailingKind,
  ): FailureMode | undefined {
    const own = new Set(this.of(kind).map(({ id }) => id));
    const shared = (known: KnownFailureMode) =>
      known.controls.filter(control => controls.includes(control)).length;
    return this.#known
      .filter(known => own.has(known.mode.id) && shared(known) > 0)
      .sort((left, right) => shared(right) - shared(left))[0]?.mode;
  }
}

/** The list that ships, as the handbook has it too. */
export async function readShippedFailureModes(): Promise<ShippedFailureMode[]> {
  const path = resolvePackagePath(
    '@tieline/plugin-integration-governance-backend',
    `drills/${SHIPPED_VERSION}.yaml`,
  );
  const file: FailureModeFile = parse(await readFile(path, 'utf8'));
  return file.modes;
}

function readOwn(
  id: string,
  own: Config,
  base: KnownFailureMode | undefined,
): KnownFailureMode {
  const path = `${CONFIG_KEY}.${id}`;
  if (!/^[a-z0-9]+(-[a-z0-9]+)*$/.test(id) || id.length > 100) {
    throw new InputError(
      `${path} is no id: take small letters, digits and dashes, 100 at most.`,
    );
  }
  const unknown = own.keys().find(key => !OWN_KEYS.includes(key));
  if (unknown !== undefined) {
    throw new InputError(
      `${path}.${unknown} is not known: a failure mode has ${OWN_KEYS.join(', ')}.`,
    );
  }
  const text = (key: 'title' | 'happens' | 'template' | 'drill') => {
    const value = own.getOptionalString(key) ?? base?.mode[key];
    if (!value) {
      throw new InputError(
        `${path}.${key} is missing: it is no shipped failure mode, so it has to be given.`,
      );
    }
    return value;
  };
  const list = <T extends string>(
    key: 'patterns' | 'interactions',
    all: readonly T[],
    otherwise: readonly T[] | undefined,
  ): T[] => {
    const values = own.getOptionalStringArray(key) ?? otherwise ?? [...all];
    const wrong = values.find(value => !all.includes(value as T));
    if (wrong !== undefined) {
      throw new InputError(
        `${path}.${key} has ${wrong}; there are: ${all.join(', ')}.`,
      );
    }
    return values as T[];
  };
  return {
    mode: {
      id,
      title: text('title'),
      happens: text('happens'),
      patterns: list('patterns', PATTERNS, base?.mode.patterns),
      interactions: list('interactions', INTERACTIONS, base?.mode.interactions),
      template: text('template'),
      drill: text('drill'),
    },
    controls: (own.getOptionalStringArray('controls') ??
      base?.controls ??
      []) as Control[],
  };
}
