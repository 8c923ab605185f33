/** Most lines of an export of the security log. */
export const maxSecurityLines = 10_000;
