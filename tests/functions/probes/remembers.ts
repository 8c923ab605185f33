let calls = 0;

/** How often this process was called. */
export async function GET(): Promise<Response> {
  calls++;
  return Response.json(calls);
}
