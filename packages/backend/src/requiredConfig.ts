import { Config } from '@backstage/config';
import { ConfigSources } from '@backstage/config-loader';

/** What a production portal cannot do without, and what it is for. */
const REQUIRED: Record<string, string> = {
  'app.baseUrl': 'the address at which people open the portal',
  'backend.baseUrl': 'the address at which the backend is reached',
  'backend.database.connection.host': 'the PostgreSQL server',
  'backend.database.connection.user': 'the PostgreSQL user',
  'backend.database.connection.password': 'the PostgreSQL password',
  'auth.session.secret': 'signs the session cookie during sign-in',
  'auth.providers.oidc': 'the identity provider that people sign in with',
};

/** What the remaining values are for, by the end of their path. */
const PURPOSES: Array<[RegExp, string]> = [
  [/^auth\.providers\..*\.metadataUrl$/, 'where the identity provider is'],
  [/^auth\.providers\..*\.clientId$/, 'who we are at the identity provider'],
  [
    /^auth\.providers\..*\.clientSecret$/,
    'our secret at the identity provider',
  ],
  [
    /^backend\.auth\.externalAccess\[.*\.token$/,
    'a token for callers from outside, such as senders of telemetry',
  ],
];

/** Providers that let people in without proof of who they are. */
const OPEN_PROVIDERS = ['demo-people', 'guest'];

/** Stands in the place of a variable that is not set, to be found again. */
const MISSING = /<missing:([^>]*)>/g;

interface Requirement {
  path: string;
  variables: string[];
}

function findMissingVariables(value: unknown, path: string): Requirement[] {
  if (typeof value === 'string') {
    const variables = [...value.matchAll(MISSING)].map(match => match[1]);
    return variables.length > 0 ? [{ path, variables }] : [];
  }
  if (Array.isArray(value)) {
    return value.flatMap((item, index) =>
      findMissingVariables(item, `${path}[${index}]`),
    );
  }
  if (value && typeof value === 'object') {
    return Object.entries(value).flatMap(([key, item]) =>
      findMissingVariables(item, path ? `${path}.${key}` : key),
    );
  }
  return [];
}

function describe({ path, variables }: Requirement): string {
  const purpose =
    REQUIRED[path] ?? PURPOSES.find(([pattern]) => pattern.test(path))?.[1];
  const what = purpose ? `${purpose} (${path})` : path;
  return variables.length > 0
    ? `  ${variables.join(', ')}: ${what}`
    : `  ${path}: ${purpose}`;
}

async function load(
  argv: string[],
  substitutionFunc: (name: string) => Promise<string | undefined>,
): Promise<Config> {
  const config = await ConfigSources.toConfig(
    ConfigSources.default({ argv, watch: false, substitutionFunc }),
  );
  config.close();
  return config;
}

/**
 * Checks the configuration of a backend that is configured for production
 * (`tieline.production`), before anything of it starts. Backstage itself drops
 * a value whose environment variable is unset, so that the first symptom would
 * be one plugin's error about one key.
 *
 * @param argv - the command line, with its `--config` options
 * @throws Error with one message that names everything that is missing and what it is for
 */
export async function assertRequiredConfig(
  argv: string[] = process.argv,
  environment: Record<string, string | undefined> = process.env,
): Promise<void> {
  const read = (name: string) => environment[name]?.trim() || undefined;
  const config = await load(argv, async name => read(name));
  if (!config.getOptionalBoolean('tieline.production')) {
    return;
  }

  const marked = await load(
    argv,
    async name => read(name) ?? `<missing:${name}>`,
  );
  const unset = findMissingVariables(marked.get(), '').filter(
    // A value that is there all the same has a default: `${NAME:-default}`.
    ({ path }) => path.includes('[') || !config.has(path),
  );
  const absent = Object.keys(REQUIRED)
    .filter(path => !config.has(path))
    .filter(path => !unset.some(item => item.path.startsWith(path)))
    .map(path => ({ path, variables: [] }));
  const open = OPEN_PROVIDERS.filter(id => config.has(`auth.providers.${id}`));

  const problems = [
    ...(unset.length > 0
      ? ['Set these environment variables:', ...unset.map(describe)]
      : []),
    ...(absent.length > 0
      ? ['Add these to the configuration:', ...absent.map(describe)]
      : []),
    ...(open.length > 0
      ? [
          `Remove what lets people in without proof: ${open
            .map(id => `auth.providers.${id}`)
            .join(', ')}`,
        ]
      : []),
  ];
  if (problems.length > 0) {
    throw new Error(
      [
        'Tieline is configured for production and cannot start yet.',
        ...problems,
      ].join('\n'),
    );
  }
}
