import { type OutgoingFetch, outgoingFetch } from "@/lib/base/outgoing/outgoing-fetch";
import type { ListAccess } from "@/lib/inbound/providers/list-access-schema";
import { fields, list, text } from "@/lib/inbound/providers/payload";
import { basicAuth, callApi, needed, type SuppressionList } from "@/lib/inbound/providers/suppression-list";

const PAGE = 1000;

/** Mailjet's exclusion list: contacts that get no marketing mail. Its list of blocked addresses has no API. */
export function mailjetSuppressions(access: ListAccess, fetcher: OutgoingFetch = outgoingFetch): SuppressionList {
  const base = "https://api.mailjet.com/v3/REST/contact";
  const secret = needed(access.apiSecret, "The secret key");
  const headers = { authorization: basicAuth(needed(access.apiKey, "The API key"), secret) };
  const exclude = async (email: string, excluded: boolean) => {
    const body = { IsExcludedFromCampaigns: String(excluded) };
    return callApi(fetcher, `${base}/${encodeURIComponent(email)}`, { method: "PUT", headers, body });
  };
  return {
    addSize: 20,
    async *list() {
      for (let offset = 0; ; offset += PAGE) {
        const url = `${base}?IsExcludedFromCampaigns=true&Limit=${PAGE}&Offset=${offset}`;
        const page = list(fields(await callApi(fetcher, url, { headers })).Data);
        yield page.flatMap((each) => {
          const email = text(fields(each).Email);
          return email ? [{ email, reason: "excluded" }] : [];
        });
        if (page.length < PAGE) return;
      }
    },
    async add(emails) {
      for (const email of emails) {
        // Mailjet excludes contacts that it knows; the others are made known first.
        if ((await exclude(email, true)) !== null) continue;
        const body = { Email: email, IsExcludedFromCampaigns: "true" };
        await callApi(fetcher, base, { method: "POST", headers, body });
      }
    },
    async remove(email) {
      await exclude(email, false);
    },
  };
}
