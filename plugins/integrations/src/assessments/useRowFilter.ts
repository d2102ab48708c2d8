import {
  AssessmentDetail,
  ListAssessmentRowsRequest,
} from '@tieline/plugin-integrations-common/governance';
import { useOwnerFilter } from '../shared/OwnerChoice';
import { CHANGED, changesOf } from './assessmentWords';

/** Which integrations of an assessment the address asks for, without the page. */
export function useRowFilter(
  detail: AssessmentDetail,
  values: URLSearchParams,
): { request: ListAssessmentRowsRequest; isKnown: boolean } {
  const { owner, isKnown } = useOwnerFilter(values);
  const compareWith = values.get('with');
  const chosen = changesOf(values);
  return {
    request: {
      ...(compareWith && { compareWith }),
      ...(detail.comparedWith && { change: chosen.length ? chosen : CHANGED }),
      ...(owner && { owner }),
    },
    isKnown,
  };
}
