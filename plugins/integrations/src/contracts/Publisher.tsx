import { EntityLink, EntityName } from '../shared/EntityLink';

/** Who published: a person's page, or the name of a pipeline's token. */
export function Publisher(props: {
  by?: string;
  /** Where a link would stand within something that is pressed itself. */
  isPlain?: boolean;
}) {
  const { by, isPlain } = props;
  if (!by) {
    return <>nobody named</>;
  }
  if (!/^[^/]+:[^/]+\/[^/]+$/.test(by)) {
    return <>{by}</>;
  }
  return isPlain ? (
    <EntityName entityRef={by} />
  ) : (
    <EntityLink entityRef={by} />
  );
}
