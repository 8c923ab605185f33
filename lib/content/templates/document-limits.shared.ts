/** How large a document may be: levels, nodes (pieces of text among them), and characters with two for each block around them. */
export const maxDepth = 40;
export const maxNodes = 5000;
export const maxText = 100_000;
