import { type OutgoingFetch, outgoingFetch } from "@/lib/base/outgoing/outgoing-fetch";
import type { ListAccess } from "@/lib/inbound/providers/list-access-schema";
import { fields, list, text } from "@/lib/inbound/providers/payload";
import { basicAuth, callApi, needed, type SuppressionList } from "@/lib/inbound/providers/suppression-list";

const lists = { bounces: "bounce", complaints: "complaint", unsubscribes: "unsubscribe" } as const;

/** Bounces, complaints and unsubscribes of one Mailgun domain; we add to the bounces, which no mail of the domain passes. */
export function mailgunSuppressions(access: ListAccess, fetcher: OutgoingFetch = outgoingFetch): SuppressionList {
  const host = access.region === "eu" ? "https://api.eu.mailgun.net" : "https://api.mailgun.net";
  const base = `${host}/v3/${encodeURIComponent(needed(access.scope, "The sending domain"))}`;
  const headers = { authorization: basicAuth("api", needed(access.apiKey, "The API key")) };
  return {
    addSize: 1000,
    async *list() {
      for (const [name, reason] of Object.entries(lists)) {
        let url: string | null = `${base}/${name}?limit=1000`;
        while (url) {
          const page = fields(await callApi(fetcher, url, { headers }));
          const items = list(page.items);
          yield items.flatMap((each) => {
            const email = text(fields(each).address);
            return email ? [{ email, reason }] : [];
          });
          const next = text(fields(page.paging).next);
          // The last page names a next one all the same; the key goes to Mailgun only.
          url = items.length > 0 && next?.startsWith(`${host}/`) ? next : null;
        }
      }
    },
    async add(emails) {
      const body = emails.map((address) => ({ address, error: "Suppressed in Homing" }));
      await callApi(fetcher, `${base}/bounces`, { method: "POST", headers, body });
    },
    async remove(email) {
      for (const name of Object.keys(lists)) {
        await callApi(fetcher, `${base}/${name}/${encodeURIComponent(email)}`, { method: "DELETE", headers });
      }
    },
  };
}
