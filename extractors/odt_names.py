"""The qualified names of OpenDocument that the text reader knows."""

_ODF = "urn:oasis:names:tc:opendocument:xmlns:"
OFFICE, TEXT, TABLE, STYLE, DRAW, FO, SVG = (
    f"{{{_ODF}{name}:1.0}}"
    for name in ("office", "text", "table", "style", "drawing", "xsl-fo-compatible", "svg-compatible")
)
HREF = "{http://www.w3.org/1999/xlink}href"
XML_ID = "{http://www.w3.org/XML/1998/namespace}id"
# LibreOffice's own additions.
LOEXT = "{urn:org:documentfoundation:names:experimental:office:xmlns:loext:1.0}"

P, H, LIST, LIST_ITEM, LIST_HEADER = (TEXT + name for name in ("p", "h", "list", "list-item", "list-header"))
NUMBERED, SECTION, NOTE, ANNOTATION = (
    TEXT + "numbered-paragraph",
    TEXT + "section",
    TEXT + "note",
    OFFICE + "annotation",
)
STYLE_NAME, TABLE_STYLE = TEXT + "style-name", TABLE + "style-name"

# What holds the words of the file's machinery, of reviewers or of old versions, and no text of the document.
SILENT = frozenset(
    (
        ANNOTATION,
        OFFICE + "annotation-end",
        OFFICE + "forms",
        OFFICE + "event-listeners",
        SVG + "title",
        SVG + "desc",
        TEXT + "tracked-changes",
        TEXT + "change",
        TEXT + "change-start",
        TEXT + "change-end",
        TEXT + "sequence-decls",
        TEXT + "variable-decls",
        TEXT + "user-field-decls",
        TEXT + "dde-connection-decls",
        TEXT + "alphabetical-index-auto-mark-file",
        TEXT + "soft-page-break",
        TEXT + "ruby-text",
        TEXT + "placeholder",
        TEXT + "script",
        *(
            f"{TEXT}{kind}-source"
            for kind in (
                "table-of-content",
                "illustration-index",
                "table-index",
                "object-index",
                "user-index",
                "alphabetical-index",
                "bibliography",
                "section",
            )
        ),
    )
)
CONTENTS = frozenset(
    f"{TEXT}{kind}"
    for kind in ("table-of-content", "illustration-index", "table-index", "object-index", "user-index",
                 "alphabetical-index", "bibliography")
)  # fmt: skip


def read_count(text: str | None, most: int) -> int:
    """A count that an attribute gives, at least 1 and at most `most`; 1 where it gives none."""
    return max(1, min(int(text), most)) if text and text.isdecimal() and len(text) < 10 else 1
