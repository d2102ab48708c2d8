import {
  AlwaysOffSampler,
  AlwaysOnSampler,
  ParentBasedSampler,
  Sampler,
  TraceIdRatioBasedSampler,
} from '@opentelemetry/sdk-trace';

const PARENT_BASED = 'parentbased_';

/**
 * The sampler that `OTEL_TRACES_SAMPLER` and `OTEL_TRACES_SAMPLER_ARG` name;
 * `parentbased_always_on` where they name none.
 *
 * @throws Error where it is none of the specification's own
 */
export function createSampler(environment: NodeJS.ProcessEnv): Sampler {
  const name = environment.OTEL_TRACES_SAMPLER || 'parentbased_always_on';
  const isParentBased = name.startsWith(PARENT_BASED);
  const root = createRoot(
    isParentBased ? name.slice(PARENT_BASED.length) : name,
    environment,
  );
  return isParentBased ? new ParentBasedSampler({ root }) : root;
}

function createRoot(name: string, environment: NodeJS.ProcessEnv): Sampler {
  switch (name) {
    case 'always_on':
      return new AlwaysOnSampler();
    case 'always_off':
      return new AlwaysOffSampler();
    case 'traceidratio': {
      const ratio = Number(environment.OTEL_TRACES_SAMPLER_ARG ?? 1);
      if (!(ratio >= 0 && ratio <= 1)) {
        throw new Error(
          `OTEL_TRACES_SAMPLER_ARG has to be from 0 to 1, not ${environment.OTEL_TRACES_SAMPLER_ARG}`,
        );
      }
      return new TraceIdRatioBasedSampler(ratio);
    }
    default:
      throw new Error(
        `OTEL_TRACES_SAMPLER has to be always_on, always_off, traceidratio or one of these after parentbased_, not ${environment.OTEL_TRACES_SAMPLER}`,
      );
  }
}
