import { mkdtempSync, rmSync, writeFileSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';
import { assertRequiredConfig } from './requiredConfig';

const shipped = join(__dirname, '../../../app-config.production.yaml');

const complete = {
  TIELINE_BASE_URL: 'https://tieline.example.com',
  TIELINE_BACKEND_SECRET: 'session-secret',
  TIELINE_OTLP_TOKEN: 'otlp-token',
  TIELINE_READ_TOKEN: 'read-token',
  TIELINE_PIPELINE_TOKEN: 'pipeline-token',
  POSTGRES_HOST: 'db.example.com',
  POSTGRES_USER: 'tieline',
  POSTGRES_PASSWORD: 'password',
  OIDC_METADATA_URL: 'https://id.example.com/.well-known/openid-configuration',
  OIDC_CLIENT_ID: 'tieline',
  OIDC_CLIENT_SECRET: 'secret',
};

let directory: string;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'tieline-config-'));
});
afterEach(() => rmSync(directory, { recursive: true, force: true }));

function file(name: string, text: string): string {
  const path = join(directory, name);
  writeFileSync(path, text);
  return path;
}

const check = (
  paths: string[],
  environment: Record<string, string | undefined>,
) =>
  assertRequiredConfig(
    paths.flatMap(path => ['--config', path]),
    environment,
  );

async function messageOf(promise: Promise<void>): Promise<string> {
  return promise.then(
    () => '',
    error => error.message,
  );
}

describe('assertRequiredConfig', () => {
  it('starts the shipped production configuration once every variable is set', async () => {
    await expect(check([shipped], complete)).resolves.toBeUndefined();
  });

  it('names every missing variable at once, with what it is for', async () => {
    const message = await messageOf(check([shipped], {}));

    for (const name of Object.keys(complete)) {
      expect(message).toContain(name);
    }
    expect(message).toContain(
      'POSTGRES_PASSWORD: the PostgreSQL password (backend.database.connection.password)',
    );
    // Variables with a default are nobody's duty.
    expect(message).not.toContain('POSTGRES_PORT');
    expect(message).not.toContain('TIELINE_HOST');
  });

  it('names only what is missing, and takes an empty value for missing', async () => {
    const message = await messageOf(
      check([shipped], { ...complete, OIDC_CLIENT_SECRET: ' ' }),
    );

    expect(message).toBe(
      [
        'Tieline is configured for production and cannot start yet.',
        'Set these environment variables:',
        '  OIDC_CLIENT_SECRET: our secret at the identity provider (auth.providers.oidc.production.clientSecret)',
      ].join('\n'),
    );
  });

  it('asks for what the configuration does not mention at all', async () => {
    const own = file('own.yaml', 'tieline: { production: true }\n');

    const message = await messageOf(check([own], complete));

    expect(message).toContain('Add these to the configuration:');
    expect(message).toContain('  auth.session.secret: signs the session');
    expect(message).toContain('  auth.providers.oidc: the identity provider');
  });

  it('does not let a production portal start with the demo sign-in', async () => {
    const demo = file(
      'demo.yaml',
      'auth: { providers: { demo-people: { people: [] } } }\n',
    );

    await expect(check([shipped, demo], complete)).rejects.toThrow(
      'Remove what lets people in without proof: auth.providers.demo-people',
    );
  });

  it('asks nothing of a portal that is not for production', async () => {
    const small = file('small.yaml', 'app: { title: "${NOT_SET}" }\n');

    await expect(check([small], {})).resolves.toBeUndefined();
  });
});
