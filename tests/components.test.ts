import { expect, test } from "vitest";
import { sourcesIn, textOf } from "./support/house";

// What is wrong is said by FormError, FieldError and Alert, so that all forms say it in the same way.
const sayErrors = /^components\/ui\/(alert|field-error)\.tsx$/;
/** No form stands there: a card that is an alarm as a whole, and a list that could not be loaded. */
const otherAlerts = ["components/campaigns/brake-panel.tsx", "components/notifications/notification-bell.tsx"];

/** What was said when it went wrong, beside its time in a card about a mailbox: nobody waits for it. */
const otherParagraphs = ["components/inbound/mailboxes-card.tsx"];

const alert = /role="alert"/;
const paragraph = /<p [^>]*\btext-destructive\b/;
const withOwn = (pattern: RegExp) =>
  sourcesIn(["{app,components}/**/*.tsx"]).filter((file) => !sayErrors.test(file) && pattern.test(textOf(file)));

test("no form has an error paragraph of its own", () => {
  expect(withOwn(alert)).toEqual(otherAlerts);
  expect(withOwn(paragraph)).toEqual(otherParagraphs);
});

test("both ways to write one are found", () => {
  expect('<p role="alert">{error}</p>').toMatch(alert);
  expect('{error ? <p className="text-destructive text-sm">{error}</p> : null}').toMatch(paragraph);
});
