import { type OutgoingFetch, outgoingFetch } from "@/lib/base/outgoing/outgoing-fetch";
import type { ListAccess } from "@/lib/inbound/providers/list-access-schema";
import { fields, list, text } from "@/lib/inbound/providers/payload";
import { callApi, needed, type SuppressionList } from "@/lib/inbound/providers/suppression-list";

const PAGE = 100;

/** Brevo's blocked contacts of transactional mail; an address is blocked by making it a blocklisted contact. */
export function brevoSuppressions(access: ListAccess, fetcher: OutgoingFetch = outgoingFetch): SuppressionList {
  const base = "https://api.brevo.com/v3";
  const headers = { "api-key": needed(access.apiKey, "The API key") };
  return {
    addSize: 20,
    async *list(since) {
      const day = (date: Date) => date.toISOString().slice(0, 10);
      const from = since ? `&startDate=${day(since)}&endDate=${day(new Date())}` : "";
      for (let offset = 0; ; offset += PAGE) {
        const url = `${base}/smtp/blockedContacts?limit=${PAGE}&offset=${offset}${from}`;
        const page = list(fields(await callApi(fetcher, url, { headers })).contacts);
        yield page.flatMap((each) => {
          const item = fields(each);
          const email = text(item.email);
          return email ? [{ email, reason: text(fields(item.reason).code) ?? "" }] : [];
        });
        if (page.length < PAGE) return;
      }
    },
    async add(emails) {
      for (const email of emails) {
        const body = { email, emailBlacklisted: true, updateEnabled: true };
        await callApi(fetcher, `${base}/contacts`, { method: "POST", headers, body });
      }
    },
    async remove(email) {
      const address = encodeURIComponent(email);
      await callApi(fetcher, `${base}/smtp/blockedContacts/${address}`, { method: "DELETE", headers });
      const body = { emailBlacklisted: false };
      await callApi(fetcher, `${base}/contacts/${address}`, { method: "PUT", headers, body });
    },
  };
}
