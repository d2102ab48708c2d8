export interface Config {
  auth?: {
    providers?: {
      /**
       * Sign-in for demonstrations: whoever opens the page chooses one of these
       * people, without a password. The backend refuses to start with it unless
       * `app.baseUrl` is a loopback address.
       */
      'demo-people'?: {
        people: Array<{
          /** The person's entity in the catalog, for example `user:default/mira.kask`. */
          entityRef: string;
          /** The name to show. */
          displayName: string;
          /** What the person does, in a few words. */
          role: string;
          /**
           * Lets the person in although the catalog has no such entity, owning
           * nothing but itself. For a portal that starts empty.
           */
          withoutEntity?: boolean;
        }>;
      };
    };
  };
}
