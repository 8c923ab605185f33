const names = (text: string) => new Set(text.split(" "));

/** Elements that show text, tables and pictures. */
export const allowedElements = names(
  "html head body style div span p br hr h1 h2 h3 h4 h5 h6 a img table caption colgroup col thead tbody tfoot tr td th " +
    "ul ol li dl dt dd b strong i em u s strike del ins sub sup small big font center blockquote pre code tt kbd samp var q " +
    "cite abbr acronym address article aside section header footer main nav figure figcaption details summary mark time wbr " +
    "bdo bdi ruby rt rp nobr map area label fieldset legend",
);

/** Elements whose content is no words of the mail either. */
export const droppedWithContent = names(
  "script noscript template title textarea xmp iframe noembed noframes plaintext svg math object applet audio video canvas",
);

export const voidElements = names("br hr img col wbr area");

/** Elements whose end may be left out: the next one ends them, so many of them are not deep. */
export const paragraphs = names("p li dt dd tr td th thead tbody tfoot colgroup rt rp html head body");

export const allowedAttributes = names(
  "style class id dir lang title align valign width height bgcolor background border cellpadding cellspacing color face size " +
    "colspan rowspan href src alt role nowrap hspace vspace start type value cite datetime scope headers summary span clear " +
    "noshade shape coords usemap open media bordercolor name aria-label aria-hidden",
);
