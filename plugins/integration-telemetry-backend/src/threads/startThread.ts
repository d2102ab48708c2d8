/** Under a name of this plugin, by which tests watch the threads that it starts. */
export {
  startThread,
  type ThreadStart,
} from '@tieline/plugin-integrations-node/threads';
