import { Prisma } from "@/lib/base/db/generated/client";

/**
 * Domains of the mailboxes that most consumers have. The index `contact_own_domain` leaves them out, so that these people cost it nothing: who is
 * at one of them is so frequent that nobody needs an index. A change here needs a migration that makes the index anew; a test compares.
 */
export const sharedDomains = [
  "gmail.com",
  "googlemail.com",
  "yahoo.com",
  "hotmail.com",
  "outlook.com",
  "live.com",
  "icloud.com",
  "me.com",
  "aol.com",
  "msn.com",
  "gmx.de",
  "gmx.net",
  "web.de",
  "t-online.de",
  "orange.fr",
  "free.fr",
  "libero.it",
  "mail.ru",
  "yandex.ru",
  "qq.com",
  "163.com",
  "naver.com",
] as const;

const shared: ReadonlySet<string> = new Set(sharedDomains);

export const isSharedDomain = (domain: string) => shared.has(domain);

/** The condition of the index, word for word. */
export const ownDomain = Prisma.raw(`contact.email_domain not in ('${sharedDomains.join("', '")}')`);
