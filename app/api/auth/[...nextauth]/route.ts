import type { NextRequest } from "next/server";
import NextAuth from "next-auth";
import { nextAuthOptions } from "@/lib/auth/next-auth-options";
import { errorResponse } from "@/lib/http/error-response";
import { requireOwnAddress } from "@/lib/http/own-addresses";

type Context = { params: Promise<{ nextauth: string[] }> };

// Options read the environment, which `next build` does not have: they are made when the first request comes.
async function handler(request: NextRequest, context: Context): Promise<Response> {
  try {
    requireOwnAddress(request);
  } catch (error) {
    return errorResponse(error);
  }
  const cookies: string[] = [];
  const response: Response = await NextAuth(nextAuthOptions((header) => cookies.push(header)))(request, context);
  for (const header of cookies) response.headers.append("set-cookie", header);
  return response;
}

export { handler as GET, handler as POST };
