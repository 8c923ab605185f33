/** Schemes that run code or lead to one computer only; no mail client follows them. */
const refusedScheme = /^(javascript|vbscript|data|file|blob):/i;

/** True for an address that may not stand in a mail, neither behind a link nor as a picture. Browsers read past control characters in it. */
export const isRefusedUrl = (url: string): boolean => refusedScheme.test(url.replace(/[\p{Cc}\s]/gu, ""));
