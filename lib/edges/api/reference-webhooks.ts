import { escapeHtml } from "@/lib/base/html/escape-html";
import { inline, rowsOf, type Schema, table } from "./reference-parts";

type Described = Record<string, Record<string, unknown>>;

interface Post {
  summary: string;
  description: string;
  requestBody: { content: Record<string, { schema: Schema; example: unknown }> };
}

/** What is posted to other programs, event by event, and what they may rely on. */
export function webhookSection(webhooks: Described): string {
  return `<h2 id="events">Events</h2>
<p>Make a webhook with <a href="#createWebhook">POST /webhooks</a> or under Settings, Webhooks; each event that it asks for is then posted to its address as JSON.</p>
<ul>
<li><strong>Signed.</strong> As Standard Webhooks has it, under the headers <code>webhook-id</code>, <code>webhook-timestamp</code> and
<code>webhook-signature</code>, and once more under <code>svix-id</code>, <code>svix-timestamp</code> and <code>svix-signature</code>: the packages <code>standardwebhooks</code> and
<code>svix</code> verify it. While a secret is replaced there are two signatures.</li>
<li><strong>At least once.</strong> An event may come twice, with the same <code>webhook-id</code>: keep the ids that you have seen.</li>
<li><strong>In no order.</strong> Events about one contact may arrive in another order than they happened: go by <code>timestamp</code>.</li>
<li><strong>Tried again.</strong> Anything but 2xx within 15 seconds is tried ten times in a little over three days, with growing waits; <code>Retry-After</code> is heeded.
Redirects are not followed. After five days of nothing but failures, and at once by 410, the webhook is disabled and admins get a mail.</li>
<li><strong>Added to.</strong> Bodies get new properties; read them leniently.</li>
</ul>
${Object.entries(webhooks)
  .map(([type, { post }]) => eventSection(type, post as Post))
  .join("\n")}`;
}

function eventSection(type: string, { summary, description, requestBody }: Post): string {
  const { schema, example } = requestBody.content["application/json"] ?? { schema: {}, example: null };
  return `<section id="event-${escapeHtml(type)}">
<h3><code>${escapeHtml(type)}</code> ${escapeHtml(summary)}</h3>
<p>${inline(description)}</p>
${table("Body", rowsOf(schema))}
<div class="code"><pre tabindex="0"><code>${escapeHtml(JSON.stringify(example, null, 2))}</code></pre></div>
</section>`;
}
