import { CatalogService } from '@backstage/plugin-catalog-node';
import { AuthService } from '@backstage/backend-plugin-api';
import {
  OutboundGuard,
  OutboundSizeError,
} from '@tieline/plugin-integrations-node';
import { RunbookLook } from './Runbook';

const TIMEOUT_MS = 10_000;
const MAX_BYTES = 1024 * 1024;
const MOST_REDIRECTS = 3;
const TECHDOCS_ANNOTATION = 'backstage.io/techdocs-ref';

/** Where a page sends those that it doesn't know. */
const SIGN_IN = /(^|[/.])(log-?in|sign-?in|auth|sso|oauth2?|saml)([/.?]|$)/i;

/** Looks at a runbook's page, through the one way out. */
export class RunbookLooker {
  readonly #guard: OutboundGuard;
  readonly #catalog: CatalogService;
  readonly #auth: AuthService;
  readonly #portal: string | undefined;

  /** @param options - `portal`: where the portal's own pages are */
  constructor(options: {
    guard: OutboundGuard;
    catalog: CatalogService;
    auth: AuthService;
    portal: string | undefined;
  }) {
    this.#guard = options.guard;
    this.#catalog = options.catalog;
    this.#auth = options.auth;
    this.#portal = options.portal?.replace(/\/$/, '');
  }

  async look(href: string): Promise<RunbookLook> {
    const path = this.#pathInPortal(href);
    return path === undefined
      ? this.#lookOutside(href)
      : this.#lookInside(path);
  }

  #pathInPortal(href: string): string | undefined {
    const own = this.#portal;
    return own && (href === own || href.startsWith(`${own}/`))
      ? href.slice(own.length)
      : undefined;
  }

  /** Its pages are for people who are signed in: what they name is looked up instead. */
  async #lookInside(path: string): Promise<RunbookLook> {
    const [root, ...parts] = path.split(/[?#]/)[0].split('/').filter(Boolean);
    const [namespace, kind, name] = parts;
    if (!['docs', 'catalog'].includes(root) || !name) {
      return {
        result: 'not-allowed',
        detail:
          'It is a page of this portal that Tieline can’t look at: name a page of TechDocs (/docs/…) or of the catalog (/catalog/…).',
      };
    }
    const entity = await this.#catalog.getEntityByRef(
      { namespace, kind, name },
      { credentials: await this.#auth.getOwnServiceCredentials() },
    );
    const ref = `${kind}:${namespace}/${name}`;
    if (!entity) {
      return {
        result: 'unreachable',
        detail: `It is a page of ${ref}, which is not in the catalog.`,
      };
    }
    return root === 'docs' &&
      !entity.metadata.annotations?.[TECHDOCS_ANNOTATION]
      ? { result: 'unreachable', detail: `${ref} has no documentation.` }
      : {
          result: 'reachable',
          detail: `It is a page of ${ref} in this portal.`,
        };
  }

  async #lookOutside(href: string): Promise<RunbookLook> {
    try {
      const head = await this.#askForHead(href);
      return head ?? (await this.#ask(href, 'GET'));
    } catch (error) {
      if (error.name === 'NotAllowedError') {
        return {
          result: 'not-allowed',
          detail: `${error.message}. Who runs the portal allows it with integrationGovernance.outbound.allowedHosts.`,
        };
      }
      return { result: 'unreachable', detail: `${causeOf(error)}.` };
    }
  }

  /** Undefined where GET may say otherwise: many don't know HEAD. */
  async #askForHead(href: string): Promise<RunbookLook | undefined> {
    try {
      const look = await this.#ask(href, 'HEAD');
      return look.result === 'unreachable' ? undefined : look;
    } catch (error) {
      if (error.name === 'NotAllowedError') {
        throw error;
      }
      return undefined;
    }
  }

  /** @throws NotAllowedError; Error where nobody answers */
  async #ask(href: string, method: 'HEAD' | 'GET'): Promise<RunbookLook> {
    let address = href;
    for (let redirects = 0; redirects <= MOST_REDIRECTS; redirects++) {
      try {
        const { status, headers } = await this.#guard.request(address, {
          method,
          headers: {
            Accept: 'text/html,*/*;q=0.5',
            'User-Agent': 'Tieline (looks whether runbooks are there)',
          },
          timeoutMs: TIMEOUT_MS,
          maxBytes: MAX_BYTES,
        });
        const { location } = headers;
        if (status < 300 || status >= 400 || !location) {
          return judge(status, address, address !== href);
        }
        address = new URL(location, address).toString();
      } catch (error) {
        if (error instanceof OutboundSizeError) {
          return { result: 'reachable', detail: 'A long page came.' };
        }
        throw error;
      }
    }
    return {
      result: 'unreachable',
      detail: `It was sent on more than ${MOST_REDIRECTS} times.`,
    };
  }
}

function judge(
  status: number,
  address: string,
  wasSentOn: boolean,
): RunbookLook {
  const { host, pathname } = new URL(address);
  const wantsSignIn =
    status === 401 || status === 403 || (wasSentOn && SIGN_IN.test(pathname));
  if (wantsSignIn) {
    return {
      result: 'not-allowed',
      detail: `${host} wants a sign-in (it answered ${status}), so nobody can tell from here whether the page is there.`,
    };
  }
  return status >= 200 && status < 300
    ? { result: 'reachable', detail: `It answered ${status}.` }
    : { result: 'unreachable', detail: `${host} answered ${status}.` };
}

function causeOf(error: { code?: string; message?: string }): string {
  const known: Record<string, string> = {
    ENOTFOUND: 'There is no host of that name',
    ECONNREFUSED: 'The host refuses connections',
    ECONNRESET: 'The host broke the connection off',
    CERT_HAS_EXPIRED: 'The host’s certificate has expired',
  };
  return (
    known[error.code ?? ''] ?? String(error.message || error.code || error)
  );
}
