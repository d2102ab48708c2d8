import { EntityLink } from '../shared/EntityLink';

/** Who published: a person's page, or the name of a pipeline's token. */
export function Publisher(props: { by?: string }) {
  const { by } = props;
  if (!by) {
    return <>nobody named</>;
  }
  return by.includes(':') && by.includes('/') ? (
    <EntityLink entityRef={by} />
  ) : (
    <>{by}</>
  );
}
