/** Mailboxes of a function, not of a person (RFC 2142 and the names that mail systems use); they complain more and bounce oddly. */
const ROLES = new Set(
  `abuse admin administrator billing compliance contact devnull dns ftp help hello hostmaster hr info inoc ispfeedback jobs list
  list-request mail mailer-daemon marketing media news noc no-reply noreply office orders phish postmaster press privacy registrar
  root sales security service spam support sysadmin tech undisclosed-recipients unsubscribe usenet uucp webmaster www`.split(
    /\s+/,
  ),
);

/** True for `info@`, `postmaster@` and the like; a `+tag` does not hide it. */
export function isRoleAccount(email: string): boolean {
  const local = email.slice(0, email.lastIndexOf("@")).toLowerCase();
  return ROLES.has(local.split("+", 1)[0] ?? local);
}
