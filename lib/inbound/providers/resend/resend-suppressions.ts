import type { Resend } from "resend";
import type { ListAccess } from "@/lib/inbound/providers/list-access-schema";
import { needed, type SuppressionList, SuppressionListError } from "@/lib/inbound/providers/suppression-list";
import { openResendSdk } from "@/lib/mail/transports/resend-client";

type Client = Pick<Resend, "suppressions">;

/** Resend's suppressions, through its SDK. */
export function resendSuppressions(access: ListAccess, client?: Client): SuppressionList {
  const apiKey = client ? "" : needed(access.apiKey, "The API key");
  let opened: Promise<Client> | undefined;
  const open = async () => {
    opened ??= client ? Promise.resolve(client) : openResendSdk(apiKey);
    return (await opened).suppressions;
  };
  return {
    addSize: 100,
    async *list() {
      for (let after: string | undefined; ; ) {
        const { data, error } = await (await open()).list({ limit: 100, ...(after && { after }) });
        if (!data) throw failure(error);
        yield data.data.map(({ email, origin }) => ({ email, reason: origin }));
        after = data.data.at(-1)?.id;
        if (!data.has_more || !after) return;
      }
    },
    async add(emails) {
      const { error } = await (await open()).batch.add({ emails: [...emails] });
      if (error) throw failure(error);
    },
    async remove(email) {
      const { error } = await (await open()).remove(email);
      if (error && error.name !== "not_found") throw failure(error);
    },
  };
}

function failure(error: { message: string } | null): SuppressionListError {
  return new SuppressionListError(`Resend: ${error?.message ?? "no answer"}`);
}
