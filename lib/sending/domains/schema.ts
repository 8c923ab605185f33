import { z } from "zod";
import { domainToAscii } from "@/lib/base/addresses/email-address";
import { idOf } from "@/lib/base/db/ids";
import { t } from "@/lib/language/t";

const domainName = z
  .string()
  .trim()
  .max(253)
  .transform((text, check) => {
    const name = domainToAscii(text.replace(/\.$/, ""));
    if (name?.includes(".")) return name;
    check.addIssue({ code: "custom", message: t("Write a domain, as in {example}.", { example: "example.com" }) });
    return z.NEVER;
  });

/** `local` is a reserved name that only the embedded mailbox accepts. */
export const domainStatuses = ["pending", "verified", "failing", "local"] as const;
export type DomainStatus = (typeof domainStatuses)[number];

export const dkimKeyStatuses = ["active", "retiring", "revoked"] as const;
export type DkimKeyStatus = (typeof dkimKeyStatuses)[number];

export const CreateDomain = z.object({ name: domainName });
export type CreateDomain = z.input<typeof CreateDomain>;

export const DomainRef = z.object({ domainId: idOf("dom") });
export type DomainRef = z.input<typeof DomainRef>;
