/** Where a secret of ours may stand in a mail: tokens of recipients' links, of addresses, and of the links in system mail. */
const PATHS =
  /(\/t\/[ocv]\/|\/u\/|\/(?:reset-password|verify-email|invite)\/|\/setup\?key=(?:3D)?)((?:[\w-]|=\r?\n|%2D|%5F){20,4000})/gi;
const ADDRESSES =
  /((?:bounce|complaint|unsubscribe|replies|forwards)(?:\+|%2B|=2B))((?:[a-z2-7]|=\r?\n){39,60})(?=@|%40|=40|=\r?\n)/gi;
const MESSAGE_IDS = /(<)([a-z2-7]{39})(?=@)/gi;
/** Lines of base64, as they carry a part of a mail. */
const BASE64 = /(?:^[A-Za-z0-9+/]{40,998}={0,2}\r?\n){1,200000}(?:[A-Za-z0-9+/]{4,998}={0,2}\r?$)?/gm;
const SHOWN = 4;

export const base64Note = "[base64 text with a recipient's link: not shown]";

const masked = (_all: string, before: string, token: string) => `${before}${token.slice(0, SHOWN)}***`;

function maskPlain(text: string): string {
  return text.replace(PATHS, masked).replace(ADDRESSES, masked).replace(MESSAGE_IDS, masked);
}

function maskBase64(lines: string): string {
  const decoded = Buffer.from(lines, "base64").toString("latin1");
  return maskPlain(decoded) === decoded ? lines : `${base64Note}\r\n`;
}

/**
 * A mail's source without what would let its reader act for the recipient: whoever has the token of a link can unsubscribe them, and
 * whoever has that of an address can report for them. Of each the first characters stay, so that two can be told apart.
 */
export function maskTokens(source: string): string {
  return maskPlain(source).replace(BASE64, maskBase64);
}
