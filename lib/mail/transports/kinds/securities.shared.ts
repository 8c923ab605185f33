/** TLS from the start, STARTTLS or nothing at all, or no encryption. */
export const securities = ["tls", "starttls", "none"] as const;
