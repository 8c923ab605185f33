import { type OutgoingFetch, outgoingFetch } from "@/lib/base/outgoing/outgoing-fetch";
import type { ListAccess } from "@/lib/inbound/providers/list-access-schema";
import { fields, list, text } from "@/lib/inbound/providers/payload";
import { callApi, needed, type SuppressionList } from "@/lib/inbound/providers/suppression-list";

/** Suppressions of one message stream of a Postmark server. Postmark keeps spam complaints, whoever asks to lift them. */
export function postmarkSuppressions(access: ListAccess, fetcher: OutgoingFetch = outgoingFetch): SuppressionList {
  const stream = encodeURIComponent(access.scope || "outbound");
  const base = `https://api.postmarkapp.com/message-streams/${stream}/suppressions`;
  const headers = { "x-postmark-server-token": needed(access.apiKey, "The server API token") };
  const body = (emails: readonly string[]) => ({ Suppressions: emails.map((EmailAddress) => ({ EmailAddress })) });
  return {
    addSize: 50,
    async *list(since) {
      const from = since ? `?fromdate=${since.toISOString().slice(0, 10)}` : "";
      const dump = fields(await callApi(fetcher, `${base}/dump${from}`, { headers }));
      yield list(dump.Suppressions).flatMap((each) => {
        const item = fields(each);
        const email = text(item.EmailAddress);
        return email ? [{ email, reason: text(item.SuppressionReason) ?? "" }] : [];
      });
    },
    async add(emails) {
      await callApi(fetcher, base, { method: "POST", headers, body: body(emails) });
    },
    async remove(email) {
      await callApi(fetcher, `${base}/delete`, { method: "POST", headers, body: body([email]) });
    },
  };
}
