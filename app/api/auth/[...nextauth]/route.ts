import type { NextRequest } from "next/server";
import NextAuth from "next-auth";
import { nextAuthOptions } from "@/lib/auth/next-auth-options";

type Context = { params: Promise<{ nextauth: string[] }> };

// Options read the environment, which `next build` does not have: they are made when the first request comes.
const handler = (request: NextRequest, context: Context) => NextAuth(nextAuthOptions())(request, context);

export { handler as GET, handler as POST };
