import { prisma } from "@/lib/base/db/client";
import { atLeast, type Bar, type Figures, rounded } from "@/lib/run/measure/report";
import { newsletter } from "@/tests/load/newsletter";
import { bareCalls, bareInserts } from "./api-floors";
import {
  batchedMails,
  contactUpserts,
  eventText,
  inAnHour,
  type Load,
  measureLoad,
  segmentEvents,
  singleMails,
  toldEvents,
  untilSent,
} from "./api-loads";
import { type ApiProduct, type Show, startApiProduct } from "./api-product";
import { submissionLoad } from "./submission";
import { webhookDeliveries } from "./webhook-load";

const port = 4390;

/** A receipt: HTML without merge tags. */
const receipt = (bytes: number) => newsletter(bytes).html.replaceAll(/\{\{[^}]*\}\}/g, "x");

interface Measured {
  perSecond: number;
  /** Of what a bare Node server does that reads the same calls. */
  ofBareServer: number;
}

/**
 * What programs get out of the public API of `npm start`, web and worker and database on one machine, over HTTP: each figure beside the floor of
 * the same work done bare.
 */
export async function runApi(htmlBytes: number, show: Show): Promise<{ figures: Figures; bars: Bar[] }> {
  const product = await startApiProduct(port, show, {
    SMTP_SUBMISSION_PORTS: `${port + 3}:plain`,
    SMTP_SUBMISSION_PER_MINUTE: "1000000",
  });
  const html = receipt(htmlBytes);
  const measured = async (text: string, load: Load): Promise<Measured> => {
    show.progress.show(text);
    const perSecond = await measureLoad(product, load);
    await untilSent(product);
    const bare = await bareCalls(load.connections, Math.min(load.calls, 2000), load.make);
    return { perSecond, ofBareServer: perSecond / (bare * load.size) };
  };
  const single = await measured("Single mails, not due yet", singleMails(html, { calls: 4000, later: true }));
  const sentToo = await measured(
    "Single mails that are sent meanwhile",
    singleMails(html, { calls: 4000, later: false }),
  );
  const batched = await measured("Mails in batches of 100", batchedMails(html, 200));
  const created = await measured("New contacts in bulk", contactUpserts(240, false));
  const known = await measured("Known contacts in bulk", contactUpserts(80, true));
  const told = await measured("Events in batches of 100", toldEvents(300));
  const segment = await measured("Events by Segment's protocol", segmentEvents(300));
  show.progress.show("Mails by SMTP, not due yet");
  const submitted = await bySmtp(product, html.length, { later: true });
  show.progress.show("Mails by SMTP that are sent meanwhile");
  const submittedAndSent = await bySmtp(product, html.length, { later: false });
  show.progress.show("Webhooks");
  const delivered = await webhookDeliveries(product);
  show.progress.show("The database alone");
  const { databaseUrl } = product.tree;
  const mailInserts = await bareInserts(databaseUrl, { rows: 20_000, group: 16, text: html });
  const eventInserts = await bareInserts(databaseUrl, { rows: 200_000, group: 100, text: eventText(1, 1) });
  return {
    figures: {
      htmlBytes: html.length,
      singleMails: shown(single),
      singleMailsThatAreSentMeanwhile: shown(sentToo),
      batchedMails: shown(batched),
      newContactsInBulk: shown(created),
      knownContactsInBulk: shown(known),
      events: shown(told),
      eventsBySegmentsProtocol: shown(segment),
      mailsBySmtpPerSecond: rounded(submitted),
      mailsBySmtpThatAreSentMeanwhilePerSecond: rounded(submittedAndSent),
      webhookDeliveriesPerSecond: rounded(delivered),
      bareInserts: {
        mailsSixteenAtATimePerSecond: rounded(mailInserts),
        eventsAHundredAtATimePerSecond: rounded(eventInserts),
      },
      eventsOfBareInserts: rounded(told.perSecond / eventInserts),
    },
    bars: [
      atLeast("single mails taken a second", single.perSecond, 500),
      atLeast("mails taken a second, a hundred a call", batched.perSecond, 4000),
      atLeast("contacts written a second, a thousand a call", created.perSecond, 15_000),
      atLeast(
        "events stored a second, of 10,000 or of 0.3 of bare inserts",
        Math.max(told.perSecond / 10_000, told.perSecond / (0.3 * eventInserts)),
        1,
      ),
      atLeast("mails taken a second by SMTP", submitted, 1000),
    ],
  };
}

/** Mails a second that the worker takes over SMTP and commits. */
async function bySmtp({ tree, ctx, key }: ApiProduct, bytes: number, { later }: { later: boolean }): Promise<number> {
  const { email: from } = await prisma.sender.findFirstOrThrow({
    where: { workspaceId: ctx.workspaceId, isDefault: true },
  });
  const headers = later ? `X-Homing-Scheduled-At: ${inAnHour()}\r\n` : "";
  const load = { port: tree.port + 3, key, from, connections: 32, bytes, headers };
  await submissionLoad({ ...load, messages: 500 });
  const { perSecond, refused } = await submissionLoad({ ...load, messages: 8000 });
  if (refused.size > 0) throw new Error(`Mails were not taken by SMTP: ${[...refused.keys()].join("; ")}`);
  return perSecond;
}

const shown = ({ perSecond, ofBareServer }: Measured): Figures => ({
  perSecond: rounded(perSecond),
  ofBareServer: rounded(ofBareServer),
});
