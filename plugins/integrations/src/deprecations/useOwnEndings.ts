import { ListEndingsRequest } from '@tieline/plugin-integrations-common/contracts';
import { useEndings } from './useEndings';

/**
 * Endings of one contract or entity. A list may show what was there before
 * until the next page has come; here that would be somebody else's.
 */
export function useOwnEndings(request: ListEndingsRequest) {
  const { data, isPlaceholderData, error, isPending, dataUpdatedAt, refetch } =
    useEndings(request);
  return {
    data: isPlaceholderData ? undefined : data,
    isPending: isPending || isPlaceholderData,
    error,
    dataUpdatedAt,
    refetch,
  };
}
