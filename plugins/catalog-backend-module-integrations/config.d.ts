export interface Config {
  catalog?: {
    providers?: {
      /**
       * Lists Tieline's own HTTP APIs in the catalog.
       */
      tielineApis?: {
        /** Entity reference of the group or user that owns them. */
        owner: string;
      };
    };
  };
}
