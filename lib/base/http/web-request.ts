/** What is read of a request that a program makes: one of the web, or of Node's own server. */
export interface WebRequest {
  method: string;
  /** With or without a host. */
  url: string;
  headers: Headers;
  body: Request["body"] | AsyncIterable<Uint8Array>;
}
