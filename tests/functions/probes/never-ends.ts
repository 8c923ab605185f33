export function GET(): Promise<Response> {
  setInterval(() => {}, 1000);
  return new Promise(() => {});
}
