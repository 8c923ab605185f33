const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/**
 * A mail whose files came as `JSON.stringify` makes them of a Buffer (`{"type":"Buffer","data":[…]}`) or of a typed array (`{"0":60,…}`), as older versions
 * of the package send them, with these in base64. What is neither stays as it is. Pure.
 */
export function octetsAsText(body: unknown): unknown {
  if (!isRecord(body) || !Array.isArray(body.attachments)) return body;
  const attachments = body.attachments.map((file: unknown) => {
    const octets = isRecord(file) ? octetsOf(file.content) : null;
    return octets ? { ...(file as object), content: Buffer.from(octets).toString("base64") } : file;
  });
  return { ...body, attachments };
}

function octetsOf(content: unknown): number[] | null {
  if (!isRecord(content)) return null;
  const values = content.type === "Buffer" ? content.data : listOfPlaces(content);
  return Array.isArray(values) && values.every(isOctet) ? values : null;
}

const isOctet = (value: unknown): value is number =>
  typeof value === "number" && Number.isInteger(value) && value >= 0 && value <= 255;

/** Places from 0 on, each of them there: JSON keeps such keys in their order. */
function listOfPlaces(content: Record<string, unknown>): unknown[] | null {
  const keys = Object.keys(content);
  return keys.length > 0 && keys.every((key, at) => key === String(at)) ? Object.values(content) : null;
}
