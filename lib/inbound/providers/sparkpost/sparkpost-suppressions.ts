import { type OutgoingFetch, outgoingFetch } from "@/lib/base/outgoing/outgoing-fetch";
import type { ListAccess } from "@/lib/inbound/providers/list-access-schema";
import { fields, list, text } from "@/lib/inbound/providers/payload";
import { callApi, needed, type SuppressionList } from "@/lib/inbound/providers/suppression-list";

/** SparkPost's suppression list, for mail that is not transactional. */
export function sparkpostSuppressions(access: ListAccess, fetcher: OutgoingFetch = outgoingFetch): SuppressionList {
  const host = access.region === "eu" ? "https://api.eu.sparkpost.com" : "https://api.sparkpost.com";
  const base = `${host}/api/v1/suppression-list`;
  const headers = { authorization: needed(access.apiKey, "The API key") };
  return {
    addSize: 1000,
    async *list(since) {
      const from = since ? `&from=${since.toISOString().slice(0, 16)}` : "";
      let url: string | null = `${base}?cursor=initial&per_page=1000${from}`;
      while (url) {
        const page = fields(await callApi(fetcher, url, { headers }));
        yield list(page.results).flatMap((each) => {
          const item = fields(each);
          const email = text(item.recipient);
          return email ? [{ email, reason: text(item.source) ?? "" }] : [];
        });
        const next = list(page.links)
          .map(fields)
          .find((link) => link.rel === "next");
        const href = text(next?.href);
        url = href?.startsWith("/") && !href.startsWith("//") ? host + href : null;
      }
    },
    async add(emails) {
      const description = "Suppressed in Homing";
      const recipients = emails.map((recipient) => ({ recipient, type: "non_transactional", description }));
      await callApi(fetcher, base, { method: "PUT", headers, body: { recipients } });
    },
    async remove(email) {
      await callApi(fetcher, `${base}/${encodeURIComponent(email)}`, { method: "DELETE", headers });
    },
  };
}
