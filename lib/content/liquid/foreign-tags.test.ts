import { expect, test } from "vitest";
import { foreignTags, ourTag } from "./foreign-tags";

test.each([
  ["*|FNAME|*", "{{ contact.first_name }}"],
  ["*|LNAME|*", "{{ contact.last_name }}"],
  ["*|EMAIL|*", "{{ contact.email }}"],
  ["*|UNSUB|*", "{{ unsubscribe_url }}"],
  ["*|ARCHIVE|*", "{{ view_in_browser_url }}"],
  ["*|LIST:COMPANY|*", "{{ workspace.name }}"],
  ["%%first_name%%", "{{ contact.first_name }}"],
  ["%%emailaddr%%", null],
  ["[[name]]", "{{ contact.first_name }}"],
  ["[FNAME]", "{{ contact.first_name }}"],
  ["[First Name]", "{{ contact.first_name }}"],
  ["[firstname,fallback=there]", "{{ contact.first_name }}"],
  ["{{{first_name}}}", "{{ contact.first_name }}"],
  ["{{{ unsubscribe }}}", "{{ unsubscribe_url }}"],
  ["{$name}", "{{ contact.first_name }}"],
  ["{$unsubscribe}", "{{ unsubscribe_url }}"],
  ["%recipient.name%", "{{ contact.first_name }}"],
  ["%recipient_email%", "{{ contact.email }}"],
  ["%FIRSTNAME%", "{{ contact.first_name }}"],
  ["-name-", "{{ contact.first_name }}"],
  ["{name}", "{{ contact.first_name }}"],
  ["[Name]", "{{ contact.first_name }}"],
  ["-first_name-", "{{ contact.first_name }}"],
  ["{subtag:name}", "{{ contact.first_name }}"],
  ["<%= first_name %>", "{{ contact.first_name }}"],
  ["<%= user.first_name %>", "{{ contact.first_name }}"],
  [`\${first_name}`, "{{ contact.first_name }}"],
  ["{!Contact.FirstName}", "{{ contact.first_name }}"],
  ["{first_name}", "{{ contact.first_name }}"],
  ["~Contact.FirstName~", "{{ contact.first_name }}"],
  ["##firstname##", "{{ contact.first_name }}"],
  ["*|SHOESIZE|*", "{{ contact.shoe_size }}"],
])("%s", (tag, ours) => {
  const found = foreignTags([`Hi ${tag}, hello`], ["shoe_size"]);
  expect(found).toMatchObject([{ tag, ours }]);
});

test.each([
  "Footnote [1] and [sic], [email protected], [NEW] 20% off, 100%, 50% to 60% more, 5%-10%",
  "a - name - b, well-known-name-tag, $5$, {x}, {} [] [x](https://a.test) C# #SALE #NAME",
  "https://a.test/?q=%20name%20&x=%C3%A9%C3%BC {{ contact.first_name }} {% if contact.city %}x{% endif %}",
  "[Name of the book] [last] [Company] *bold* **very** |a|b| 2 * 3 | 4 * 5 <3 $\u007b } @here @@ ##",
])("ordinary words are none: %s", (text) => {
  expect(foreignTags([text])).toEqual([]);
});

test.each([
  ["contact.FIRSTNAME", "{{ contact.first_name }}"],
  ["first_name", "{{ contact.first_name }}"],
  ["person.last_name", "{{ contact.last_name }}"],
  ["contact.EMAIL", "{{ contact.email }}"],
  ["subscriber.email_address", "{{ contact.email }}"],
  ["unsubscribe_link", "{{ unsubscribe_url }}"],
  ["contact.whatever", null],
])("an unknown Liquid tag %s has ours named", (path, ours) => expect(ourTag(path)).toBe(ours));
