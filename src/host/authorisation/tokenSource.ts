/** Where a connection has its bearer token from. */
export interface TokenSource {
  /** The token for the next request. @throws Problem that says nothing of it */
  readonly authorise: () => Promise<string | null>;
  /** The host refused this token. True: `authorise` may give another now. */
  readonly onRefused: (token: string) => boolean;
}
