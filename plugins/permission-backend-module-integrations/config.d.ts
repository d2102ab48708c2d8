export interface Config {
  permission?: {
    /** What Tieline's own policy leaves open. */
    integrations?: {
      /**
       * Entity references of groups or users who may do what the policy allows
       * nobody else: register and unregister entities, and whatever a plugin
       * asks for that is not reading. Nobody by default.
       */
      administrators?: string[];
      /**
       * Which integrations a signed-in person may read: `all` (the default), or
       * `owned`: only those that belong to the person or one of the person's groups.
       */
      readScope?: 'all' | 'owned';
    };
  };
}
