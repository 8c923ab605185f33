/** An error that smtp-server answers with the given reply code; the text may begin with an enhanced status (RFC 3463). */
export function smtpReply(code: number, text: string): Error {
  return Object.assign(new Error(text), { responseCode: code });
}
