import { mailboxProviders } from "@/lib/base/addresses/mailbox-providers.shared";
import { Prisma } from "@/lib/base/db/generated/client";

/**
 * Domains of the mailboxes that most consumers have. The index `contact_own_domain` leaves them out, so that these people cost it nothing: who is
 * at one of them is so frequent that nobody needs an index. A change of the providers needs a migration that makes the index anew; a test
 * compares.
 */
export const sharedDomains: readonly string[] = mailboxProviders.flatMap(({ domains }) => domains.slice(0, 2));

const shared: ReadonlySet<string> = new Set(sharedDomains);

export const isSharedDomain = (domain: string) => shared.has(domain);

/** The condition of the index, word for word. */
export const ownDomain = Prisma.raw(`contact.email_domain not in ('${sharedDomains.join("', '")}')`);
