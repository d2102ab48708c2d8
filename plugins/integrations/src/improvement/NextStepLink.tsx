import { Link } from '@backstage/ui';
import { PainPoint } from '@tieline/plugin-integrations-common/governance';
import { isOpenable, isOwnPage } from '../scorecard/openable';
import shared from '../shared/shared.module.css';

/** What to do next, as a link where it may be opened. */
export function NextStepLink(props: {
  nextStep: NonNullable<PainPoint['nextStep']>;
}) {
  const { text, href } = props.nextStep;
  return (
    <>
      Next:{' '}
      {href && isOpenable(href) ? (
        <Link
          href={href}
          standalone
          className={shared.link}
          {...(isOwnPage(href)
            ? {}
            : { target: '_blank', rel: 'noopener noreferrer' })}
        >
          {text}
        </Link>
      ) : (
        text
      )}
    </>
  );
}
