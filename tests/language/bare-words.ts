import { isNode, lineOf, literalOf, type Node, walkFile } from "./walk";

/** Attributes that people read or hear. */
const read =
  /^(aria-(label|description|roledescription|valuetext|placeholder)|alt|title|label|placeholder|description|help|hint|heading|name|note|text|message|action|\w+(Label|Title|Text|Description|Help|Hint|Message|Placeholder))$/;
const words = /\p{L}{2}/u;
/** A brand, a code, an address, a class: nobody translates it. */
const isName = (text: string) =>
  !words.test(text) ||
  /^(Homing|SPF|DKIM|DMARC|SMTP|API|HTML|URL|CSV|IMAP|TLS|DNS|UTC|JSON|MX|IP|SQL|MCP)$/.test(text.trim());
/** Attributes that hold words only where they look like words: `name="email"` is a name. */
const looksSaid = (name: string, text: string) => name !== "name" || /^\p{Lu}/u.test(text) || /\s/.test(text);

/** Words on screens that no catalog has: in JSX as text, and in attributes that are read. */
export function bareWordsIn(files: readonly string[]): string[] {
  const found: string[] = [];
  for (const file of files) {
    walkFile(file, (node, around) => {
      const say = (text: string) => found.push(`${lineOf(file, node)} ${text.trim().slice(0, 60)}`);
      if (node.type === "JSXText" && !isName(String(node.value)) && !isCode(around)) say(String(node.value));
      if (node.type === "JSXAttribute") {
        const name = String((node.name as Node).name);
        for (const text of saidBy(node.value)) if (read.test(name) && !isName(text) && looksSaid(name, text)) say(text);
      }
      if (node.type === "JSXExpressionContainer" && around.at(-1)?.type !== "JSXAttribute") {
        for (const text of saidBy(node)) if (!isName(text) && !isCode(around)) say(text);
      }
    });
  }
  return found;
}

/** `<code>` and `<kbd>` show what machines read. */
const isCode = (around: readonly Node[]) =>
  around.some((node) => {
    const name = (node.openingElement as Node | undefined)?.name as Node | undefined;
    return node.type === "JSXElement" && /^(code|pre|kbd|Kbd|Code|style|script)$/.test(String(name?.name));
  });

/** Literals that a value of JSX may be: itself, either side of a condition, a template. */
function saidBy(value: unknown): string[] {
  if (!isNode(value)) return [];
  const literal = literalOf(value);
  if (literal !== undefined) return [literal];
  if (value.type === "JSXExpressionContainer") return saidBy(value.expression);
  if (value.type === "ConditionalExpression") return [...saidBy(value.consequent), ...saidBy(value.alternate)];
  if (value.type === "LogicalExpression") return [...saidBy(value.left), ...saidBy(value.right)];
  if (value.type === "TemplateLiteral") {
    return [(value.quasis as { value: { cooked: string } }[]).map(({ value: { cooked } }) => cooked).join("")];
  }
  return [];
}
