import { atLeast, type Bar, type Figures, rounded } from "@/lib/run/measure/report";
import { newsletter } from "@/tests/load/newsletter";
import { bareCalls, bareInserts } from "./api-floors";
import { batchedMails, contactUpserts, type Load, measureLoad, singleMails, untilSent } from "./api-loads";
import { type Show, startApiProduct } from "./api-product";

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
  const product = await startApiProduct(port, show);
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
  const created = await measured("New contacts in bulk", contactUpserts(40, false));
  const known = await measured("Known contacts in bulk", contactUpserts(60, true));
  const insert = await bareInserts(product.tree.databaseUrl, { rows: 20_000, group: 16, text: html });
  return {
    figures: {
      htmlBytes: html.length,
      singleMails: shown(single),
      singleMailsThatAreSentMeanwhile: shown(sentToo),
      batchedMails: shown(batched),
      newContactsInBulk: shown(created),
      knownContactsInBulk: shown(known),
      bareInsertsOfSixteenPerSecond: rounded(insert),
    },
    bars: [
      atLeast("single mails taken a second", single.perSecond, 500),
      atLeast("single mails taken a second while they are sent", sentToo.perSecond, 500),
      atLeast("mails taken a second, a hundred a call", batched.perSecond, 4000),
      atLeast("contacts written a second, a thousand a call", created.perSecond, 15_000),
    ],
  };
}

const shown = ({ perSecond, ofBareServer }: Measured): Figures => ({
  perSecond: rounded(perSecond),
  ofBareServer: rounded(ofBareServer),
});
