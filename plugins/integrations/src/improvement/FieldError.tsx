import { withLocalTimes } from '../shared/format';
import shared from '../shared/shared.module.css';

/** Why the server refused what stands in the field above. */
export function FieldError<Field extends string>(props: {
  field: Field;
  refused: Field | undefined;
  error: Error | null;
}) {
  const { field, refused, error } = props;
  return error && field === refused ? (
    <p role="alert" className={`${shared.small} ${shared.failing}`}>
      {withLocalTimes(error.message)}
    </p>
  ) : null;
}
