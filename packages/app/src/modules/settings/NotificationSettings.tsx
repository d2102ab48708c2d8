import { UserNotificationSettingsCard } from '@backstage/plugin-notifications';
import { Box, Text } from '@backstage/ui';

const ORIGIN_NAMES = {
  'plugin:integration-contracts': 'Contracts',
  'plugin:integration-governance': 'Scorecard',
  'plugin:integration-telemetry': 'Alarms',
};

const TOPIC_NAMES = {
  'integration-contract': 'Versions that break',
  'integration-ending': 'Deprecations',
  'scorecard-check': 'Checks that fail',
  'scorecard-waiver': 'Waivers',
  'scorecard-goal': 'Goals and pilots',
  'scorecard-digest': 'Weekly digest',
};

/** What somebody wants to be told, by topic: a topic is there once they were told of it. */
export function NotificationSettings() {
  return (
    <Box mt="4">
      <UserNotificationSettingsCard
        originNames={ORIGIN_NAMES}
        topicNames={TOPIC_NAMES}
      />
      <Text variant="body-small" color="secondary">
        A topic can be switched off once you have been told of it.
      </Text>
    </Box>
  );
}
