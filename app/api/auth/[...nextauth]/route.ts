import { NextRequest } from "next/server";
import NextAuth from "next-auth";
import { nextAuthOptions } from "@/lib/auth/next-auth-options";
import { bodyCeiling } from "@/lib/http/body-ceilings";
import { errorResponse } from "@/lib/http/error-response";
import { requireOwnAddress } from "@/lib/http/own-addresses";
import { readBytes } from "@/lib/http/read-body";

type Context = { params: Promise<{ nextauth: string[] }> };

/** next-auth reads a body however large it is: it gets a request whose body was read within the limit. */
async function handler(request: NextRequest, context: Context): Promise<Response> {
  let given: NextRequest;
  try {
    requireOwnAddress(request);
    given = request.body ? await withReadBody(request) : request;
  } catch (error) {
    return errorResponse(error);
  }
  // Options read the environment, which `next build` does not have: they are made when a request comes.
  const cookies: string[] = [];
  const response: Response = await NextAuth(nextAuthOptions((header) => cookies.push(header)))(given, context);
  for (const header of cookies) response.headers.append("set-cookie", header);
  return response;
}

async function withReadBody(request: NextRequest): Promise<NextRequest> {
  const { method, headers, nextUrl } = request;
  const body = await readBytes(request, bodyCeiling(nextUrl.pathname));
  return new NextRequest(request.url, { method, headers, ...(body.length > 0 && { body }) });
}

export { handler as GET, handler as POST };
