import {
  CheckRequest,
  Contract,
  ContractId,
  ContractVerdict,
  IntegrationContractsClient,
  IntegrationEndingsClient,
  Publication,
  PublicationOutcome,
  PublicationRefusal,
  RetirementVerdict,
  stringifyContractId,
} from '@tieline/plugin-integrations-common/contracts';
import {
  Assessment,
  AssessmentRequest,
  IntegrationGovernanceClient,
  IntegrationImprovementClient,
  PushedEvidence,
  PushReceipt,
} from '@tieline/plugin-integrations-common/governance';
import { CannotJudgeError } from '../CannotJudgeError';
import { AskedPlugin, isResponseError, toPortalError } from './toPortalError';

/** Where the portal is, and what opens it. */
export interface PortalOptions {
  /** The backend's address. */
  url: string;
  /** The name of the environment variable with the token: a token itself would show in lists of processes. */
  tokenEnv: string;
  timeoutMs: number;
}

/** What evidence is about: an Integration, or with the kind `resource` a platform. */
export interface EvidenceTarget {
  kind: 'integration' | 'resource';
  namespace: string;
  name: string;
}

/** What goes with one request. */
export interface AskOptions {
  token: string;
  signal: AbortSignal;
}

/** The clients of the governance API. */
export interface GovernanceClients {
  scorecard: IntegrationGovernanceClient;
  checklists: IntegrationImprovementClient;
}

/** The portal, as far as a pipeline needs it. */
export class Portal {
  readonly #client: IntegrationContractsClient;
  readonly #endings: IntegrationEndingsClient;
  readonly #governance: IntegrationGovernanceClient;
  readonly #improvement: IntegrationImprovementClient;
  readonly #token: string;
  readonly #options: PortalOptions;

  /** @throws CannotJudgeError where the address is none, or the token is missing */
  constructor(
    options: PortalOptions,
    env: Readonly<Record<string, string | undefined>>,
  ) {
    const { url, tokenEnv } = options;
    if (!/^https?:\/\//.test(url) || !URL.canParse(url)) {
      throw new CannotJudgeError(`--portal ${url} is no address.`, {
        advice: 'Write it like https://tieline.example.com.',
      });
    }
    const token = env[tokenEnv]?.trim();
    if (!token) {
      throw new CannotJudgeError(
        `The environment variable ${tokenEnv} holds no token.`,
        {
          advice: `Put the portal's token into ${tokenEnv}, or name another variable with --token-env.`,
        },
      );
    }
    const base = url.replace(/\/+$/, '');
    this.#token = token;
    this.#options = options;
    const discovery = {
      getBaseUrl: async (plugin: string) => `${base}/api/${plugin}`,
    };
    this.#client = new IntegrationContractsClient({ discovery });
    this.#endings = new IntegrationEndingsClient({ discovery });
    this.#governance = new IntegrationGovernanceClient({ discovery });
    this.#improvement = new IntegrationImprovementClient({ discovery });
  }

  /** @throws CannotJudgeError where the portal gives no verdict */
  async check(request: CheckRequest): Promise<ContractVerdict> {
    const verdict = await this.#ask('integration.contract.check', options =>
      this.#client.check(request, options),
    );
    return this.#assertVerdict(verdict);
  }

  /**
   * @returns the refusal where the version breaks the contract's mode
   * @throws CannotJudgeError where the portal can't be asked, or can't take the text
   */
  async publish(
    contract: ContractId,
    publication: Publication,
  ): Promise<PublicationOutcome | PublicationRefusal> {
    const permission = publication.override
      ? 'integration.contract.publish and integration.contract.override'
      : 'integration.contract.publish';
    const outcome = await this.#ask(permission, async options => {
      try {
        return await this.#client.publish(contract, publication, options);
      } catch (error) {
        const refusal = isResponseError(error) && error.body;
        if (refusal && 'verdict' in refusal) {
          return refusal as unknown as PublicationRefusal;
        }
        throw error;
      }
    });
    this.#assertVerdict(outcome.verdict);
    return outcome;
  }

  /** @returns undefined where the portal knows none of that name */
  async find(contract: ContractId): Promise<Contract | undefined> {
    try {
      return await this.#ask('integration.contract.read', options =>
        this.#client.getContract(contract, options),
      );
    } catch (error) {
      if (error instanceof CannotJudgeError && error.problem.isNotFound) {
        return undefined;
      }
      throw error;
    }
  }

  /** @throws CannotJudgeError where the portal gives no answer */
  async judgeVersionRetirement(
    contract: ContractId,
    version: string,
  ): Promise<RetirementVerdict> {
    const verdict = await this.#ask('integration.contract.read', options =>
      this.#endings.judgeVersionRetirement(contract, version, options),
    );
    return this.#assertRetirementVerdict(verdict);
  }

  /** @throws CannotJudgeError where the portal gives no answer */
  async judgeIntegrationRetirement(integration: {
    namespace: string;
    name: string;
  }): Promise<RetirementVerdict> {
    const verdict = await this.#ask('integration.read', options =>
      this.#endings.judgeIntegrationRetirement(integration, options),
    );
    return this.#assertRetirementVerdict(verdict);
  }

  /** @throws CannotJudgeError where the portal can't be asked, or can't take it */
  async pushEvidence(
    target: EvidenceTarget,
    evidence: PushedEvidence,
  ): Promise<PushReceipt> {
    const receipt = await this.#ask(
      'integration.evidence.push',
      options => this.#governance.pushEvidence(target, evidence, options),
      'integration-governance',
    );
    if (!Array.isArray(receipt?.accepted)) {
      throw this.#otherAnswerError('a receipt');
    }
    return receipt;
  }

  /** @throws CannotJudgeError where the portal can't be asked, or another one runs */
  async startAssessment(request: AssessmentRequest): Promise<Assessment> {
    const assessment = await this.#ask(
      'integration.assessment.run',
      options => this.#improvement.startAssessment(request, options),
      'integration-governance',
    );
    return this.#assertAssessment(assessment);
  }

  /** @throws CannotJudgeError where the portal gives no answer */
  async getAssessment(id: string): Promise<Assessment> {
    const assessment = await this.#ask(
      'integration.read',
      options => this.#improvement.getAssessment(id, {}, options),
      'integration-governance',
    );
    return this.#assertAssessment(assessment);
  }

  /** @throws CannotJudgeError where the portal gives none */
  exportAssessment(id: string, format: 'csv' | 'json'): Promise<string> {
    return this.#ask(
      'integration.read',
      options => this.#improvement.exportAssessment(id, format, options),
      'integration-governance',
    );
  }

  /**
   * Asks something of the checklist or the scorecard.
   *
   * @param permission - that it takes, for the words of an error
   * @throws CannotJudgeError where the portal can't be asked, or does not take it
   */
  askGovernance<T>(
    permission: string,
    work: (clients: GovernanceClients, options: AskOptions) => Promise<T>,
  ): Promise<T> {
    const clients = {
      scorecard: this.#governance,
      checklists: this.#improvement,
    };
    return this.#ask(
      permission,
      options => work(clients, options),
      'integration-governance',
    );
  }

  async #ask<T>(
    permission: string,
    work: (options: AskOptions) => Promise<T>,
    plugin: AskedPlugin = 'integration-contracts',
  ): Promise<T> {
    const { timeoutMs } = this.#options;
    try {
      return await work({
        token: this.#token,
        signal: AbortSignal.timeout(timeoutMs),
      });
    } catch (error) {
      throw toPortalError(error, { ...this.#options, plugin, permission });
    }
  }

  #assertVerdict(verdict: ContractVerdict | undefined): ContractVerdict {
    if (!Array.isArray(verdict?.violations)) {
      throw this.#otherAnswerError('a verdict');
    }
    return verdict;
  }

  #assertRetirementVerdict(
    verdict: RetirementVerdict | undefined,
  ): RetirementVerdict {
    const isAnswer =
      verdict &&
      ['yes', 'no', 'unknown'].includes(verdict.answer) &&
      typeof verdict.sentence === 'string' &&
      Array.isArray(verdict.findings);
    if (!isAnswer) {
      throw this.#otherAnswerError('a verdict');
    }
    return verdict;
  }

  #assertAssessment(assessment: Assessment | undefined): Assessment {
    const isOne =
      typeof assessment?.id === 'string' &&
      ['running', 'done', 'failed'].includes(assessment.state);
    if (!isOne) {
      throw this.#otherAnswerError('an assessment');
    }
    return assessment;
  }

  #otherAnswerError(expected: string): CannotJudgeError {
    return new CannotJudgeError(
      `${this.#options.url} answered with something else than ${expected}.`,
      {
        advice:
          'See that portal and command line are of versions that fit, and that --portal is the address of the backend.',
      },
    );
  }
}

/** What to do about a contract that the portal doesn't know. */
export function unknownContractError(contract: ContractId): CannotJudgeError {
  return new CannotJudgeError(
    `The portal knows no contract ${stringifyContractId(contract)}.`,
    {
      advice:
        'Check --contract. Where it is published with this change for the first time, say so with --allow-new.',
    },
  );
}
