import { afterEach, expect, test } from "vitest";
import { offerThreads } from "@/lib/base/threads/run-task";
import type { CompiledContent } from "./compile";
import { renderShown, renderTask } from "./render-task";

const compiled = (html: string): CompiledContent => ({
  ...{ html, subject: "S", text: "t", links: [], personalLinks: [], bytes: html.length, usesUnsubscribe: true },
});
const mail = (html: string) => ({
  ...{
    compiled: compiled(html),
    contact: { city: "Oslo" },
    workspace: { name: "W" },
    campaign: { name: "C" },
    ref: null,
  },
});

/** Threads that note what they are given. */
function noteTasks(answer: "late" | null): string[] {
  const names: string[] = [];
  offerThreads({
    run: async (name, input) => {
      names.push(name);
      return answer ?? { ok: true, output: await renderTask.run(structuredClone(input) as ReturnType<typeof mail>) };
    },
  });
  return names;
}

afterEach(() => offerThreads(undefined as never));

test("mail that only fills in values is rendered in place", async () => {
  const names = noteTasks(null);
  expect((await renderShown(mail("<p>{{ contact.city | default: 'x' }}</p>"))).html).toBe("<p>Oslo</p>");
  expect(names).toEqual([]);
});

test.each([
  ["chooses", "{% if contact.city %}{{ contact.city }}{% endif %}", "Oslo"],
  ["changes values", "{{ contact.city | upcase }}", "OSLO"],
  ["is long", `{{ contact.city }}${"x".repeat(200_000)}`, `Oslo${"x".repeat(200_000)}`],
])("mail that %s is rendered in a thread", async (_name, html, shown) => {
  const names = noteTasks(null);
  expect((await renderShown(mail(html))).html).toBe(shown);
  expect(names).toEqual(["render-mail"]);
});

test("mail that takes too long is refused in words", async () => {
  noteTasks("late");
  await expect(renderShown(mail("{% for i in (1..9) %}x{% endfor %}"))).rejects.toThrow(
    "takes too long to be rendered",
  );
});
