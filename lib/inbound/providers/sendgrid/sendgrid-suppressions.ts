import { type OutgoingFetch, outgoingFetch } from "@/lib/base/outgoing/outgoing-fetch";
import type { ListAccess } from "@/lib/inbound/providers/list-access-schema";
import { fields, list, text } from "@/lib/inbound/providers/payload";
import { callApi, needed, type SuppressionList } from "@/lib/inbound/providers/suppression-list";

const PAGE = 500;
const lists = {
  bounces: "bounce",
  spam_reports: "complaint",
  invalid_emails: "invalid",
  unsubscribes: "unsubscribe",
} as const;

/** SendGrid's bounces, spam reports, invalid addresses and global unsubscribes; we add to the last. */
export function sendgridSuppressions(access: ListAccess, fetcher: OutgoingFetch = outgoingFetch): SuppressionList {
  const base = access.region === "eu" ? "https://api.eu.sendgrid.com/v3" : "https://api.sendgrid.com/v3";
  const headers = { authorization: `Bearer ${needed(access.apiKey, "The API key")}` };
  return {
    addSize: 500,
    async *list(since) {
      const from = since ? `&start_time=${Math.floor(since.getTime() / 1000)}` : "";
      for (const [name, reason] of Object.entries(lists)) {
        for (let offset = 0; ; offset += PAGE) {
          const url = `${base}/suppression/${name}?limit=${PAGE}&offset=${offset}${from}`;
          const page = list(await callApi(fetcher, url, { headers }));
          yield page.flatMap((each) => {
            const email = text(fields(each).email);
            return email ? [{ email, reason }] : [];
          });
          if (page.length < PAGE) break;
        }
      }
    },
    async add(emails) {
      const body = { recipient_emails: emails };
      await callApi(fetcher, `${base}/asm/suppressions/global`, { method: "POST", headers, body });
    },
    async remove(email) {
      const address = encodeURIComponent(email);
      for (const name of ["bounces", "spam_reports", "invalid_emails"]) {
        await callApi(fetcher, `${base}/suppression/${name}/${address}`, { method: "DELETE", headers });
      }
      await callApi(fetcher, `${base}/asm/suppressions/global/${address}`, { method: "DELETE", headers });
    },
  };
}
