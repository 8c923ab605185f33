import { serveAuth } from "@/lib/sign-in/serve-auth";

type Context = { params: Promise<{ nextauth: string[] }> };

const handler = async (request: Request, context: Context) => serveAuth(request, (await context.params).nextauth);

export { handler as GET, handler as POST };
