import {
  coreExtensionData,
  createExtension,
  createExtensionInput,
  createFrontendModule,
} from '@backstage/frontend-plugin-api';
import { SidebarPinStateProvider } from '@backstage/core-components';
import { NavContentBlueprint } from '@backstage/plugin-app-react';
import { ReactNode, useMemo } from 'react';
import { ShellNavigation } from './ShellNavigation';
import { useIsNarrow } from './useIsNarrow';
import styles from './Navigation.module.css';

const CONTENT_ID = 'tieline-content';

/** The frame around every page. */
function Frame(props: { navigation: ReactNode; content: ReactNode }) {
  const isMobile = useIsNarrow();
  // Backstage's pages ask the sidebar whether there is room for their filters.
  const pinState = useMemo(
    () => ({ isMobile, isPinned: true, toggleSidebarPinState: () => {} }),
    [isMobile],
  );
  return (
    <SidebarPinStateProvider value={pinState}>
      <div className={styles.shell}>
        <a className={styles.skip} href={`#${CONTENT_ID}`}>
          Skip to content
        </a>
        {props.navigation}
        <div id={CONTENT_ID} className={styles.content} tabIndex={-1}>
          {props.content}
        </div>
      </div>
    </SidebarPinStateProvider>
  );
}

/**
 * Backstage's own layout makes room for its own sidebar, which is wider, folds,
 * and has no place for headings.
 */
const layout = createExtension({
  name: 'layout',
  attachTo: { id: 'app/root', input: 'children' },
  inputs: {
    nav: createExtensionInput([coreExtensionData.reactElement], {
      singleton: true,
    }),
    content: createExtensionInput([coreExtensionData.reactElement], {
      singleton: true,
    }),
  },
  output: [coreExtensionData.reactElement],
  factory: ({ inputs }) => [
    coreExtensionData.reactElement(
      <Frame
        navigation={inputs.nav.get(coreExtensionData.reactElement)}
        content={inputs.content.get(coreExtensionData.reactElement)}
      />,
    ),
  ],
});

/** Tieline's frame and navigation in place of Backstage's. */
export const shellModule = createFrontendModule({
  pluginId: 'app',
  extensions: [
    layout,
    NavContentBlueprint.make({ params: { component: ShellNavigation } }),
  ],
});
