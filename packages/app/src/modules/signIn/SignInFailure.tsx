import { Alert, Button } from '@backstage/ui';
import { useEffect } from 'react';
import styles from './SignIn.module.css';

/** Long enough for the catalog to get on, short enough to be waited for. */
const RETRY_AFTER_MS = 3_000;

function isStillLoading(error?: Error): boolean {
  return (
    error?.name === 'ResponseError' &&
    /\b404\b|not in the catalog/.test(error.message)
  );
}

/** Says why the sign-in failed, tries again by itself where time helps, and leads back. */
export function SignInFailure(props: {
  error?: Error;
  onRetry: () => void;
  onBack: () => void;
}) {
  const { error, onRetry, onBack } = props;
  const waiting = isStillLoading(error);

  useEffect(() => {
    if (!waiting) {
      return undefined;
    }
    const timer = setTimeout(onRetry, RETRY_AFTER_MS);
    return () => clearTimeout(timer);
  }, [waiting, onRetry]);

  return (
    <main className={styles.page}>
      <div className={styles.panel}>
        <h1 className={styles.title}>
          {waiting ? 'One moment' : 'That did not work'}
        </h1>
        <div role="status">
          <Alert
            status={waiting ? 'info' : 'danger'}
            icon
            isPending={waiting}
            title={
              waiting
                ? 'The catalog is still being read. Trying again by itself.'
                : 'Sign-in failed'
            }
            description={error?.message}
          />
        </div>
        <div className={styles.actions}>
          <Button variant="primary" onPress={onRetry}>
            Try again
          </Button>
          <Button variant="secondary" onPress={onBack}>
            Choose somebody else
          </Button>
        </div>
      </div>
    </main>
  );
}
