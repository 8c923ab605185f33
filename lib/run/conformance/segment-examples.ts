import type { SpecExample } from "./segment-samples";

type Json = Record<string, unknown>;
const isJson = (value: unknown): value is Json => typeof value === "object" && value !== null && !Array.isArray(value);

/** The message that goes over the wire for an example, and the call that it belongs to. */
export function exampleMessage(example: SpecExample): { call: string; message: Json } {
  if ("call" in example) return { call: example.call, message: messageOfCall(example) };
  const { message } = example;
  const named = message.type ?? message.action;
  if (typeof named === "string") return { call: named, message };
  return { call: "event" in message ? "track" : "page", message };
}

/** As libraries for browsers send what is called: with the id of the browser, and of the person once they are known. */
function messageOfCall({ call, arguments: given }: Extract<SpecExample, { call: string }>): Json {
  const texts = given.filter((each) => typeof each === "string");
  const [said = {}] = given.filter(isJson);
  const base = { type: call, anonymousId: "23adfd82-aa0f-45a7-a756-24f2a7a4c895" };
  const last = texts.at(-1);
  switch (call) {
    case "track":
      return { ...base, event: texts[0], properties: said };
    case "identify":
    case "group":
      return { ...base, ...(texts[0] && { [call === "group" ? "groupId" : "userId"]: texts[0] }), traits: said };
    case "alias":
      return { type: call, userId: texts[0], previousId: texts[1] ?? base.anonymousId };
    default:
      return {
        ...base,
        ...(last && { name: last }),
        ...(texts.length > 1 && { category: texts[0] }),
        properties: said,
      };
  }
}

/** What an excerpt lacks to be a message, in words; null for a whole one. The specification asks for one of both ids. */
export function lackOf(example: SpecExample): string | null {
  const { call, message } = exampleMessage(example);
  const has = (...names: readonly string[]) =>
    names.some((name) => message[name] !== undefined && message[name] !== null);
  const context = isJson(message.context) ? message.context : {};
  const address = isJson(context.traits) && typeof context.traits.email === "string";
  if (!has("userId", "user_id", "anonymousId", "anonymous_id") && !address) return "it says nobody's id";
  return call === "track" && !has("event") ? "it has no name" : null;
}
