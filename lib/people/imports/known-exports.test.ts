import { expect, test } from "vitest";
import { sampleCsv } from "@/lib/base/csv/read-csv";
import { guessMapping } from "./guess-mapping";
import { knownExport } from "./known-exports";

/** What becomes of each column of a file. */
function mapped(csv: string): { product: string | null; places: Record<string, string> } {
  const { rows } = sampleCsv(Buffer.from(csv), true, 10);
  const [header = [], ...people] = rows.map(({ cells }) => cells);
  const mapping = guessMapping(header, people, []);
  const places = mapping.map((target, at) => [header[at], target.to === "newField" ? target.type : target.to]);
  return { product: knownExport(header)?.product ?? null, places: Object.fromEntries(places) };
}

test.each([
  [
    "Mailchimp",
    'Email Address,First Name,Last Name,MEMBER_RATING,OPTIN_TIME,OPTIN_IP,CONFIRM_TIME,UNSUB_TIME,UNSUB_REASON,LEID,EUID,NOTES,TAGS\nada@example.com,Ada,Byron,4,2023-04-01 08:00:00,192.0.2.1,2023-04-01 08:01:00,2024-01-02 10:00:00,N/A,12,ab,,"""VIP"",""New"""\n',
    {
      "Email Address": "email",
      UNSUB_TIME: "left",
      OPTIN_TIME: "date",
      TAGS: "tags",
      LEID: "ignore",
      OPTIN_IP: "ignore",
    },
  ],
  [
    "Mailchimp",
    "Email Address,First Name,CLEAN_TIME,CLEAN_CAMPAIGN_TITLE,LEID,EUID\nada@example.com,Ada,2024-01-02 10:00:00,May news,12,ab\n",
    { CLEAN_TIME: "bounced" },
  ],
  [
    "Klaviyo",
    'Email,Klaviyo ID,First Name,Last Name,Email Marketing Consent,Email Marketing Consent Timestamp,Email Suppressions\nada@example.com,01H,Ada,Byron,SUBSCRIBED,2023-04-01T08:00:00Z,"[]"\n',
    { "Klaviyo ID": "ignore", "Email Marketing Consent": "agreed", "Email Suppressions": "left" },
  ],
  [
    "HubSpot",
    "Record ID,First Name,Last Name,Email,Phone Number,Contact owner,Lead Status,Create Date,Unsubscribed from all email\n1,Ada,Byron,ada@example.com,+44 20,Bo,Open,2023-04-01 08:00,false\n",
    { "Record ID": "ignore", "Lead Status": "text", "Create Date": "date", "Unsubscribed from all email": "left" },
  ],
  [
    "Shopify",
    "Customer ID,First Name,Last Name,Email,Accepts Email Marketing,Default Address City,Phone,Accepts SMS Marketing,Total Spent,Total Orders,Tags\n1,Ada,Byron,ada@example.com,yes,London,'+44,no,12.50,3,vip\n",
    { "Accepts Email Marketing": "agreed", "Accepts SMS Marketing": "boolean", "Total Orders": "number", Tags: "tags" },
  ],
  [
    "SendGrid",
    "EMAIL,FIRST_NAME,LAST_NAME,ALTERNATE_EMAILS,PHONE_NUMBER,UNIQUE_NAME,CREATED_AT,UPDATED_AT,CONTACT_ID\nada@example.com,Ada,Byron,a@b.test,1,x,2023-04-01T08:00:00Z,2023-04-01T08:00:00Z,9f\n",
    { CREATED_AT: "date", UPDATED_AT: "ignore", CONTACT_ID: "ignore", ALTERNATE_EMAILS: "text" },
  ],
  [
    "Brevo",
    "EMAIL;LASTNAME;FIRSTNAME;SMS;EMAIL_BLACKLISTED;SMS_BLACKLISTED;ADDED_TIME;MODIFIED_TIME\nada@example.com;Byron;Ada;44;true;false;01-04-2023;02-04-2023\n",
    { EMAIL_BLACKLISTED: "left", SMS_BLACKLISTED: "boolean", ADDED_TIME: "date" },
  ],
  [
    "listmonk",
    'uuid,email,name,attributes,status,created_at,updated_at\n9f,ada@example.com,Ada Byron,"{""city"":""London""}",enabled,2023-04-01T08:00:00Z,2023-04-01T08:00:00Z\n',
    { uuid: "ignore", name: "fullName", status: "status", created_at: "date" },
  ],
  [
    "Kit",
    "first_name,email_address,state,created_at,tags\nAda,ada@example.com,active,2023-04-01,vip\n",
    { state: "status" },
  ],
])("an export of %s is known by its columns", (product, csv, wanted) => {
  const found = mapped(csv);
  expect(found.product).toBe(product);
  expect(found.places).toMatchObject(wanted);
});

test("a state of a country and the status of an order are fields like others", () => {
  const { product, places } = mapped("Email,State,Status\na@b.test,CA,paid\nc@d.test,NY,open\n");
  expect(product).toBeNull();
  expect(places).toEqual({ Email: "email", State: "text", Status: "text" });
});

test("a column called Status that says who is subscribed is taken for what it means", () => {
  expect(mapped("Email,Status\na@b.test,subscribed\nc@d.test,unsubscribed\n").places.Status).toBe("status");
});

test("every column that says who left counts", () => {
  const { places } = mapped("Email,Unsubscribed,Bounced,Opted out\na@b.test,no,no,no\n");
  expect(places).toEqual({ Email: "email", Unsubscribed: "left", Bounced: "bounced", "Opted out": "left" });
});
