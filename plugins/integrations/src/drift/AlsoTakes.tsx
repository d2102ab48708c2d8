import { DriftAttachment } from '@tieline/plugin-integrations-common/telemetry';
import shared from '../shared/shared.module.css';

/** What else the matchers would take, where they are no narrower. */
export function AlsoTakes(props: { alsoTakes: DriftAttachment['alsoTakes'] }) {
  const { total, headlines } = props.alsoTakes;
  if (total === 0) {
    return null;
  }
  const rest = total - headlines.length;
  return (
    <p className={shared.small} role="note">
      The matchers also take{' '}
      {total === 1 ? 'another flow' : `${total} other flows`} between the same
      ends: {headlines.join('; ')}
      {rest > 0 ? `; and ${rest} more` : ''}. Add a condition, for example on
      url.template or http.route, if that is not meant.
    </p>
  );
}
