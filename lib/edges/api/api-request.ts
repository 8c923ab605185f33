/** What the API reads of a request: one of the web's, or of Node's own server. */
export interface ApiRequest {
  method: string;
  /** With or without a host. */
  url: string;
  headers: Headers;
  body: Request["body"] | AsyncIterable<Uint8Array>;
}
