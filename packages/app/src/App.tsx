import { createApp } from '@backstage/frontend-defaults';
import notificationsPlugin from '@backstage/plugin-notifications/alpha';
import orgPlugin from '@backstage/plugin-org/alpha';
import searchPlugin from '@backstage/plugin-search/alpha';
import signalsPlugin from '@backstage/plugin-signals/alpha';
import integrationsPlugin from '@tieline/plugin-integrations';
import { catalogFeature } from './modules/catalog/catalogFeature';
import { catalogGraphFeature } from './modules/catalogGraph/catalogGraphFeature';
import { shellModule } from './modules/nav/shellModule';
import { settingsModule } from './modules/settings/settingsModule';
import { userSettingsFeature } from './modules/settings/userSettingsFeature';
import { signInModule } from './modules/signIn/signInModule';
import { themeModule } from './theme/themeModule';

export default createApp({
  features: [
    integrationsPlugin,
    catalogFeature,
    catalogGraphFeature,
    notificationsPlugin,
    orgPlugin,
    searchPlugin,
    signalsPlugin,
    userSettingsFeature,
    settingsModule,
    shellModule,
    signInModule,
    themeModule,
  ],
});
