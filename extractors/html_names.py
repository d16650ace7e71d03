"""The elements of HTML by what they do to the flow of text."""

HEADINGS = {f"h{level}": level for level in range(1, 7)}

BLOCKS = frozenset(
    "address article aside blockquote body caption center dd details dialog dir div dl dt fieldset figcaption figure "
    "footer form h1 h2 h3 h4 h5 h6 header hgroup hr html legend li main menu nav ol optgroup p pre search section "
    "summary table tbody td tfoot th thead title tr ul".split()
)

# Without content, so without an end.
VOIDS = frozenset(
    "area base basefont bgsound br col embed frame hr img input keygen link meta param source track wbr".split()
)

# What stands in them is not text of the page as a reader sees it; `del` is what was taken out of it.
DROPPED = frozenset(
    "applet audio canvas datalist del iframe noembed noframes noscript object script style svg template title "
    "video".split()
)

# An icon drawn by a letter of its font is hidden from whoever listens to the page, and is no text.
ICONS = frozenset({"a", "i", "span", "em", "b", "small", "abbr"})

# Elements that a class name can't turn into furniture: whole pages stand in them.
NEVER_FURNITURE = frozenset({"html", "body", "main", "article", "form", "table", "tbody", "thead", "tfoot", "tr"})

# Elements that a class name can turn into a heading.
MAY_BE_TITLE = frozenset({"div", "p", "header", "button", "legend", "summary"})

# Roles that make an element behave as another.
ROLES = {
    "table": "table",
    "grid": "table",
    "treegrid": "table",
    "row": "tr",
    "cell": "td",
    "gridcell": "td",
    "columnheader": "th",
    "rowheader": "th",
    "navigation": "nav",
    "search": "nav",
    "menu": "nav",
    "menubar": "nav",
    "banner": "header",
    "contentinfo": "footer",
    "complementary": "aside",
    "main": "main",
    "article": "article",
}
