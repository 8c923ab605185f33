export async function GET(): Promise<Response> {
  return new Response(new Uint8Array(4_500_001));
}
