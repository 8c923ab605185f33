import { expect, type Page, test } from "@playwright/test";
import { opensHydrated } from "../support/hydrated";
import { signIn } from "../support/sign-in";

// One campaign and everything that comes back about it: each test looks at the same story on another screen.
test.describe.configure({ mode: "serial", timeout: 120_000 });

const slug = "fernway";
const api = `/api/app/workspaces/${slug}`;
/** Addresses of their own for every run. */
const run = Date.now().toString(36);
const domain = `${run}.people.example`;
const subject = `Autumn walks ${run}`;

/** Simulated recipients do what the first word of their address says. */
const words = [
  "bounce",
  "full",
  "refuse",
  "defer",
  "complain",
  "unsubscribe",
  "mailto",
  "reply",
  "away",
  "click",
] as const;
type Word = (typeof words)[number];
const quiet = 12;
const address = (word: Word | "silent", number = 1) => `${word}+${word}${number}@${domain}`;

interface Report {
  numbers: Record<string, number>;
  ledger: Record<string, number> & { balanced: boolean };
}
interface Replies {
  items: { id: string; fromEmail: string; forward: string; messageId: string | null; contactId: string | null }[];
}

let page: Page;
let campaignId = "";
const contactIds = new Map<string, string>();

test.beforeAll(async ({ browser }) => {
  page = opensHydrated(await browser.newPage());
  await signIn(page.request);
});
test.afterAll(async () => {
  await page.close();
});

const read = async <T>(url: string): Promise<T> => {
  // A connection that was kept may be closed at the moment that it is used again.
  const response = await page.request.get(url, { maxRetries: 2 });
  expect(response.status(), url).toBe(200);
  return (await response.json()) as T;
};
async function write<T>(method: "post" | "patch" | "put", url: string, data: unknown = {}): Promise<T> {
  const response = await page.request[method](`${api}${url}`, { data });
  const text = await response.text();
  expect(response.ok(), `${method} ${url}: ${text}`).toBe(true);
  return (text ? JSON.parse(text) : undefined) as T;
}
const report = () => read<Report>(`${api}/reports/${campaignId}`);
const replies = (kind: "person" | "automatic") => read<Replies>(`${api}/replies?kind=${kind}`);
const openContact = (word: Word) => page.goto(`/${slug}/contacts/${contactIds.get(address(word))}`);

/** Opens the message that went to somebody, from the page of the people of the report. */
async function openMessage(word: Word): Promise<void> {
  const mail = await read<{ items: { about: string | null; messageId: string | null }[] }>(
    `${api}/returned-mail?limit=100`,
  );
  const found = mail.items.find(({ about }) => about === address(word));
  expect(found, `nothing came back about ${address(word)}`).toBeTruthy();
  await page.goto(`/${slug}/messages/${found!.messageId}`);
}

test("a campaign leaves to people who will bounce, complain, answer and leave", async () => {
  test.setTimeout(120_000);
  await page.request.put("/api/app/mailbox/simulator", { data: { speed: "instant" } });
  const list = await write<{ id: string }>("post", "/lists", { name: `Walkers ${run}` });
  const people = [
    ...words.map((word) => address(word)),
    ...Array.from({ length: quiet }, (_, at) => address("silent", at)),
  ];
  for (const email of people) {
    const consent = "Sign-up form: Yes, send me news by e-mail.";
    const { id } = await write<{ id: string }>("post", "/contacts", {
      email,
      firstName: "Ada",
      listIds: [list.id],
      consent,
    });
    contactIds.set(email, id);
  }
  campaignId = (await write<{ id: string }>("post", "/campaigns", { templateKey: "plain-letter" })).id;
  const { version } = await read<{ version: number }>(`${api}/campaigns/${campaignId}`);
  const document = {
    type: "doc",
    content: [
      {
        type: "container",
        content: [
          {
            type: "paragraph",
            content: [
              {
                type: "text",
                text: "Five quiet walks.",
                marks: [{ type: "link", attrs: { href: "https://example.com/walks" } }],
              },
            ],
          },
        ],
      },
    ],
  };
  await write("patch", `/campaigns/${campaignId}`, {
    version,
    name: subject,
    subject,
    audience: { include: { lists: [list.id] } },
    document,
  });
  await write("put", `/campaigns/${campaignId}/launch`);
  await expect
    .poll(async () => (await report()).ledger.pending, { timeout: 90_000, intervals: [1000] })
    // The one that was put off waits for its next try.
    .toBeLessThanOrEqual(1);
});

test("the report counts everybody once, and adds up", async () => {
  test.setTimeout(150_000);
  const simulator = () =>
    read<{ pending: number; failed: number }>(`/api/app/mailbox/simulator?campaign=${encodeURIComponent(subject)}`);
  await expect.poll(async () => (await simulator()).pending, { timeout: 90_000, intervals: [1000] }).toBe(0);
  expect((await simulator()).failed).toBe(0);
  const expected = { bouncedHard: 2, bouncedSoft: 1, complained: 1, unsubscribed: 2, humanClickers: 1 };
  await expect
    .poll(
      async () => {
        const { numbers } = await report();
        return Object.fromEntries(Object.keys(expected).map((name) => [name, numbers[name]]));
      },
      { timeout: 60_000, intervals: [1000] },
    )
    .toEqual(expected);
  const { ledger } = await report();
  expect(ledger).toMatchObject({ audience: words.length + quiet, bounced: 3, balanced: true });
  await page.goto(`/${slug}/campaigns/${campaignId}/report`);
  await expect(page.getByRole("heading", { level: 1 })).toContainText(subject);
});

test("what came back is listed with its effect, and the mail itself is one click away", async () => {
  const rows: [Word, RegExp][] = [
    ["bounce", /Hard bounce, suppressed/],
    ["full", /Soft bounce/],
    ["complain", /Complaint, suppressed/],
    ["mailto", /Unsubscribed/],
    ["reply", /Listed under Replies/],
    ["away", /Listed under automatic replies/],
  ];
  await expect
    .poll(async () => (await replies("person")).items.some(({ fromEmail }) => fromEmail === address("reply")), {
      timeout: 30_000,
    })
    .toBe(true);
  await page.goto(`/${slug}/replies/returned-mail`);
  for (const [word, effect] of rows) {
    await expect(page.getByRole("row").filter({ hasText: address(word) }), word).toContainText(effect);
  }
  await page
    .getByRole("row")
    .filter({ hasText: address("bounce") })
    .getByRole("button", { name: "Source" })
    .click();
  await expect(page.getByRole("dialog")).toContainText("Final-Recipient");
  await expect(page.getByRole("dialog")).toContainText(address("bounce"));
  await page.keyboard.press("Escape");
});

test("whose mailbox is gone and who complained get no mail any longer; a full mailbox still does", async () => {
  for (const word of ["bounce", "refuse", "complain"] as const) {
    await openContact(word);
    await expect(page.getByText("No mail goes to this address").first(), word).toBeVisible();
  }
  for (const word of ["full", "reply", "away", "defer"] as const) {
    await openContact(word);
    await expect(page.getByRole("heading", { level: 1 }), word).toBeVisible();
    await expect(page.getByText("No mail goes to this address"), word).toHaveCount(0);
  }
  await page.goto(`/${slug}/contacts/suppressions?query=${encodeURIComponent(`@${domain}`)}`);
  for (const word of ["bounce", "refuse", "complain"] as const) {
    await expect(page.getByText(address(word)).first(), word).toBeVisible();
  }
  for (const word of ["full", "reply", "away"] as const)
    await expect(page.getByText(address(word)), word).toHaveCount(0);
});

test("who unsubscribed, by the web or by mail, is off the list", async () => {
  for (const word of ["unsubscribe", "mailto"] as const) {
    await openContact(word);
    await expect(page.getByText(/unsubscribed/i).first(), word).toBeVisible();
  }
});

test("the message of each tells the same", async () => {
  await openMessage("bounce");
  await expect(page.getByText("Bounced").first()).toBeVisible();
  await expect(page.getByText(/This message put the address on the suppression list/)).toBeVisible();
  await openMessage("complain");
  await expect(page.getByText("Complained").first()).toBeVisible();
  await openMessage("mailto");
  await expect(page.getByText("Unsubscribed").first()).toBeVisible();
  await openMessage("reply");
  await expect(page.getByText("Replied").first()).toBeVisible();
  await expect(page.getByText("Bounced")).toHaveCount(0);
});

test("the answer stands under replies beside its message, and somebody deals with it", async () => {
  await page.goto(`/${slug}/replies`);
  const row = page.getByRole("listitem").filter({ hasText: subject });
  await expect(row).toContainText("Do you also have it in green?");
  await row.getByRole("link").click();
  await expect(page.getByRole("heading", { level: 1 })).toContainText(`Re: ${subject}`);
  await expect(page.getByRole("link", { name: subject })).toHaveAttribute(
    "href",
    `/${slug}/campaigns/${campaignId}/report`,
  );
  await expect(page.getByRole("link", { name: address("reply") })).toHaveAttribute(
    "href",
    new RegExp(contactIds.get(address("reply"))!),
  );
  await page.getByRole("button", { name: "Mark as done" }).click();
  await expect(page.getByRole("button", { name: "Open again" })).toBeVisible();
  await page.goto(`/${slug}/replies?state=open`);
  await expect(page.getByRole("listitem").filter({ hasText: subject })).toHaveCount(0);

  await page.goto(`/${slug}/replies?kind=automatic`);
  const absence = page.getByRole("listitem").filter({ hasText: subject });
  await expect(absence).toHaveCount(1);
  await expect(absence).toContainText("Absence note");
});

test("the answer is passed on to the sender, once, and the absence note is not", async () => {
  const passedOn = async () =>
    (await replies("person")).items.find(({ fromEmail }) => fromEmail === address("reply"))?.forward;
  // Where the first try finds no way out, the next ones come after 10 and after 20 more seconds.
  test.setTimeout(120_000);
  await expect.poll(passedOn, { timeout: 90_000 }).toBe("forwarded");
  const { items } = await read<{ items: { subject: string; from: string }[] }>(
    `/api/app/mailbox/messages?q=${encodeURIComponent(subject)}`,
  );
  const forwarded = items.filter((mail) => mail.subject === `Re: ${subject}`);
  expect(forwarded).toHaveLength(1);
  expect(forwarded[0]!.from).toContain("via");
  expect(items.filter((mail) => /^Automatic reply/.test(mail.subject))).toEqual([]);
  expect((await replies("automatic")).items.find(({ fromEmail }) => fromEmail === address("away"))?.forward).toBe(
    "none",
  );
});

test("the routes are shown in the settings", async () => {
  await page.goto(`/${slug}/settings/inbound`);
  await expect(page.getByText("Listening")).toBeVisible();
  await expect(page.getByText(/\/api\/hooks\/inbound\//).first()).toBeVisible();
});

test("the next campaign leaves out whom it must not reach", async () => {
  const { id } = await write<{ id: string }>("post", `/campaigns/${campaignId}/duplicate`);
  await page.goto(`/${slug}/campaigns/${id}?step=review`);
  // Two dead mailboxes, one complaint, two who left.
  await expect(page.getByRole("button", { name: `Send to ${words.length + quiet - 5} people` })).toBeVisible({
    timeout: 30_000,
  });
});
