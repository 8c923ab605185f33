/**
 * Stands in the content of a mail for the address by which its recipient leaves a list, which is each recipient's own. The host is reserved
 * (RFC 2606): where it stays, it leads nowhere.
 */
export const WAY_OUT_MARK = "https://unsubscribe.invalid/";

/** The content with the recipient's own address in its place. */
export const withWayOut = (content: string, url: string): string => content.replaceAll(WAY_OUT_MARK, url);
