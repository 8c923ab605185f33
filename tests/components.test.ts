import { expect, test } from "vitest";
import { sourcesIn, textOf } from "./support/house";

// What is wrong is said by FormError, FieldError and Alert, so that all forms say it in the same way.
const sayErrors = /^components\/ui\/(alert|field-error)\.tsx$/;
/** No form stands there: a card that is an alarm as a whole, and a list that could not be loaded. */
const otherAlerts = ["components/campaigns/brake-panel.tsx", "components/notifications/notification-bell.tsx"];

test("no form has an error paragraph of its own", () => {
  const files = sourcesIn(["{app,components}/**/*.tsx"]).filter((file) => /role="alert"/.test(textOf(file)));
  expect(files.filter((file) => !sayErrors.test(file))).toEqual(otherAlerts);
});
