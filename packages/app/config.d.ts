export interface Config {
  auth?: {
    providers?: {
      /**
       * The people whom a visitor of the demo can be; offered on the sign-in page.
       * @deepVisibility frontend
       */
      'demo-people'?: {
        people: Array<{
          entityRef: string;
          displayName: string;
          role: string;
        }>;
      };
    };
  };
}
