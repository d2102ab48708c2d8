import { CatalogSearchResultListItem } from '@backstage/plugin-catalog';
import {
  SearchBar,
  SearchContextProvider,
  SearchResult,
} from '@backstage/plugin-search-react';
import {
  ButtonLink,
  Dialog,
  DialogBody,
  DialogFooter,
  DialogHeader,
} from '@backstage/ui';

/** Long enough not to ask at every letter of a fast typist. */
const SEARCH_AFTER_MS = 150;

/**
 * Search over whatever page is open. Backstage's own dialog has its name and
 * role on an element that a screen reader does not take for a dialog.
 */
export function SearchDialog(props: {
  isOpen: boolean;
  onOpenChange: (isOpen: boolean) => void;
}) {
  const { isOpen, onOpenChange } = props;
  const close = () => onOpenChange(false);
  return (
    <Dialog
      isOpen={isOpen}
      onOpenChange={onOpenChange}
      width="min(720px, 100vw - 32px)"
      height="min(640px, 100vh - 64px)"
    >
      <DialogHeader>Search</DialogHeader>
      <DialogBody>
        <SearchContextProvider>
          {/* eslint-disable-next-line jsx-a11y/no-autofocus -- the dialog was asked for to type into */}
          <SearchBar autoFocus debounceTime={SEARCH_AFTER_MS} />
          <SearchResult onClick={close}>
            <CatalogSearchResultListItem />
          </SearchResult>
        </SearchContextProvider>
      </DialogBody>
      <DialogFooter>
        <ButtonLink href="/search" variant="secondary" onPress={close}>
          Search with filters
        </ButtonLink>
      </DialogFooter>
    </Dialog>
  );
}
