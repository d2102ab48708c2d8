export interface Config {
  tieline?: {
    /**
     * Whether this is a production portal. The backend then refuses to start
     * when a secret or an address is missing, and with any sign-in that asks
     * for no proof.
     */
    production?: boolean;
  };
}
