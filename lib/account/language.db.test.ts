import { afterAll, beforeAll, expect, test } from "vitest";
import { accountCtx } from "@/lib/account/account-ctx";
import { prisma } from "@/lib/base/db/client";
import { newId } from "@/lib/base/db/ids";
import { publicRoute } from "@/lib/base/routes/app-route";
import { keepCatalog } from "@/lib/language/catalog";
import { keyOf } from "@/lib/language/key-of";
import { inLanguage, learnLanguages } from "@/lib/language/server";
import { currentLanguage, setLanguage } from "@/lib/language/speech";
import { t } from "@/lib/language/t";
import { updateProfile } from "./update-profile";

const id = newId();
beforeAll(async () => {
  await prisma.user.create({ data: { id, email: `${id}@people.example`, name: "Ada", passwordHash: "-" } });
  learnLanguages();
  keepCatalog("de", { [keyOf("Name saved")]: "Name gespeichert" });
});
afterAll(() => prisma.user.delete({ where: { id } }));

test("a person chooses the language that is spoken with them, and takes it back; their name stays", async () => {
  expect(await updateProfile(accountCtx(), id, { language: "pt-BR" })).toEqual({ name: "Ada", language: "pt-BR" });
  expect(await updateProfile(accountCtx(), id, { name: "Ada L." })).toEqual({ name: "Ada L.", language: "pt-BR" });
  expect(await updateProfile(accountCtx(), id, { language: null })).toEqual({ name: "Ada L.", language: null });
  await expect(updateProfile(accountCtx(), id, { language: "xx" as "de" })).rejects.toThrow("not spoken here");
});

test("a route answers in the language that the browser chose or wants, and a person's own comes first", async () => {
  const route = publicRoute(
    async ({ query }) => {
      if (query.own) setLanguage(query.own);
      return { said: t("Name saved"), language: currentLanguage() };
    },
    { anyHost: true },
  );
  const ask = async (headers: Record<string, string>, query = "") =>
    (await route(new Request(`http://homing.test/${query}`, { headers }), { params: Promise.resolve({}) })).json();
  expect(await ask({})).toEqual({ said: "Name saved", language: "en" });
  expect(await ask({ "accept-language": "de-CH, en;q=0.5" })).toEqual({ said: "Name gespeichert", language: "de" });
  expect(await ask({ "accept-language": "de", cookie: "homing-language=ja" })).toMatchObject({ language: "ja" });
  expect(await ask({ cookie: "homing-language=ja" }, "?own=de")).toEqual({ said: "Name gespeichert", language: "de" });
  expect(await ask({ "accept-language": "de" }, "?own=xx")).toMatchObject({ language: "de" });
});

test("what nobody asked for, and what no request is about, cannot be made to speak another language", () => {
  setLanguage("de");
  expect(t("Name saved")).toBe("Name saved");
  expect(inLanguage("de", () => t("Name saved"))).toBe("Name gespeichert");
});
