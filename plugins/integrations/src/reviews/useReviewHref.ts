import { useRouteRef } from '@backstage/frontend-plugin-api';
import { reviewRouteRef, reviewsRouteRef } from '../routes';

/** Where one review is; undefined where the page is not installed. */
export function useReviewHref(): (id: string) => string | undefined {
  const review = useRouteRef(reviewRouteRef);
  return id => review?.({ id });
}

/** What the page of reviews is opened with. */
interface ReviewsTarget {
  view?: 'due' | 'reviews' | 'findings';
  /** `NAMESPACE/NAME` */
  integration?: string;
}

/** Where reviews are; undefined where the page is not installed. */
export function useReviewsHref(): (
  target?: ReviewsTarget,
) => string | undefined {
  const reviews = useRouteRef(reviewsRouteRef);
  return target => {
    const search = new URLSearchParams({ ...target }).toString();
    return reviews && (search ? `${reviews()}?${search}` : reviews());
  };
}
