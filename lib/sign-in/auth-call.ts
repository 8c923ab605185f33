/** What a call to next-auth has to do besides: cookies of our own that its callbacks set. */
export interface AuthCall {
  headers: Headers;
  /** Set-Cookie headers to add to the answer. */
  setCookies: string[];
}
