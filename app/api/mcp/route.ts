import { answerMcp } from "@/lib/edges/mcp/answer-mcp";

/** The MCP server: each tool says its scopes and shapes itself. */
export const POST = answerMcp;
export { answerMcp as DELETE, answerMcp as GET };
