import { Content, SidebarPinStateProvider } from '@backstage/core-components';
import userSettingsPlugin from '@backstage/plugin-user-settings/alpha';

/** Leaves out the switch that pins Backstage's sidebar: ours does not fold. */
const WITHOUT_PIN = {
  isPinned: true,
  isMobile: true,
  toggleSidebarPinState: () => {},
};

const page = userSettingsPlugin.getExtension('page:user-settings').override({
  params: {
    loader: async () => {
      const [{ UserSettingsGeneral }, { NotificationSettings }] =
        await Promise.all([
          import('@backstage/plugin-user-settings'),
          import('./NotificationSettings'),
        ]);
      return (
        <main>
          <Content>
            <SidebarPinStateProvider value={WITHOUT_PIN}>
              <UserSettingsGeneral />
            </SidebarPinStateProvider>
            <NotificationSettings />
          </Content>
        </main>
      );
    },
  },
});

/**
 * Backstage's settings as one page: of its three tabs, two would be empty here,
 * and a tab whose panel is elsewhere cannot be read aloud.
 */
export const userSettingsFeature = userSettingsPlugin.withOverrides({
  extensions: [
    page,
    ...(
      [
        'sub-page:user-settings/general',
        'sub-page:user-settings/auth-providers',
        'sub-page:user-settings/feature-flags',
      ] as const
    ).map(id =>
      userSettingsPlugin.getExtension(id).override({ disabled: true }),
    ),
  ],
});
