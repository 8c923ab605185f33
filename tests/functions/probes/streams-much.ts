export async function GET(): Promise<Response> {
  let left = 6;
  const body = new ReadableStream({
    pull: (controller) => (left-- > 0 ? controller.enqueue(new Uint8Array(1_000_000)) : controller.close()),
  });
  return new Response(body);
}
