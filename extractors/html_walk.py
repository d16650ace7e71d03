"""A page's markup, event by event, into draft blocks. Nothing here knows the parser, and nothing recurses:
`PageWalker` takes `start`, `data` and `end` calls, as a parser target for lxml, or from a soup played to it.
"""

import re
from collections.abc import Callable, Mapping

from extractors.build import DraftBlock
from extractors.clean import clean_text
from extractors.flow import Run, Shape, make_blocks
from extractors.html_attributes import find_panel_of_tab, read_span, write_number
from extractors.html_frame import BY_CLASS, NOT_FURNITURE, Frame, Numbering, PendingItem, make_frame
from extractors.html_furniture import settle_furniture
from extractors.html_head import PageHead
from extractors.html_look import Look, read_sheet
from extractors.html_names import BLOCKS, DROPPED, HEADINGS, ROLES, VOIDS
from extractors.html_table import MAX_DEPTH, TableDraft
from models.document import BlockKind

_SPACES = re.compile(r"[ \t\n\r\f]+")
_NO_INK, _LOOK_BACK, _LOWEST_HEADING = 9, 50, 6
_NO_ATTRIBUTES: dict[str, str] = {}

Attributes = Mapping[str, str]
Closer = Callable[["PageWalker", Frame], None]
Opener = Callable[["PageWalker", Frame, Attributes], Closer | None]


class PageWalker:
    """Collects blocks in reading order; `seen` counts the characters of text that came by, shown or not."""

    def __init__(self) -> None:
        self.head = PageHead()
        self.seen = 0
        self._stack: list[tuple[str, Frame, bool, Closer | None]] = [("", Frame(), True, None)]
        self._sinks: list[list[DraftBlock]] = [[]]
        self._runs: list[Run] = []
        # The weakest reason why a text of the block in hand may be furniture: one word of the body makes it body.
        self._ink = _NO_INK
        self._typed_marker: list[str] = []
        self._captured: list[str] | None = None
        self._rules: dict[str, Look] = {}
        self._tables: list[TableDraft] = []
        self._too_deep = 0
        self._level = 0
        self._options: list[tuple[int, bool]] = []
        self._tabs: dict[str, tuple[list[DraftBlock], DraftBlock]] = {}
        self._reasons: list[tuple[DraftBlock, int]] = []

    # What a parser calls.

    def start(self, tag: str, attributes: Attributes) -> None:
        """An element opens."""
        parent = self._stack[-1][1]
        if not attributes:
            # lxml's empty mapping answers in Python code, a hundred times a page.
            attributes = _NO_ATTRIBUTES
        if tag in VOIDS:
            if not parent.hidden:
                self._take_void(tag, attributes, parent)
            return
        if parent.hidden:
            self._stack.append((tag, parent, False, None))
        elif tag in DROPPED:
            self._open_dropped(tag, attributes, parent)
        else:
            self._open(tag, attributes, parent)

    def data(self, text: str) -> None:
        """Text goes by."""
        self.seen += len(text)
        frame = self._stack[-1][1]
        if frame.hidden:
            if self._captured is not None:
                self._captured.append(text)
            return
        blank = text.isspace()
        if blank and not self._runs:
            return
        if not frame.preformatted and ("\n" in text or "\t" in text or "\r" in text):
            text = _SPACES.sub(" ", text)
        if frame.marker:
            self._typed_marker.append(text)
            return
        self._runs.append((text, frame.style))
        if not blank and frame.furniture < self._ink:
            self._ink = frame.furniture

    def end(self, tag: str) -> None:
        """An element closes, and what was left open in it."""
        stack = self._stack
        if tag in VOIDS or len(stack) == 1:
            return
        if stack[-1][0] != tag and all(entry[0] != tag for entry in stack[-_LOOK_BACK:]):
            return
        while len(stack) > 1:
            opened = stack[-1][0]
            self._close_last()
            if opened == tag:
                return

    def comment(self, text: str) -> None:
        """A comment: no text of the page, but it counts as seen."""
        self.seen += len(text)

    def close(self) -> "PageWalker":
        """The markup ends: close what is open."""
        while len(self._stack) > 1:
            self._close_last()
        self._flush()
        return self

    def blocks(self) -> list[DraftBlock]:
        """The page's blocks, furniture marked; the walker keeps none of them: lxml holds it in a cycle."""
        blocks, reasons = self._sinks[0], self._reasons
        self._sinks, self._reasons, self._tabs = [[]], [], {}
        return settle_furniture(blocks, reasons)

    def drafts(self) -> list[DraftBlock]:
        """The blocks of what is no page but a piece of text with markup: nothing in it is furniture."""
        for block, _ in self._reasons:
            block.furniture = False
        return self._sinks[0]

    # Opening and closing.

    def _open(self, tag: str, attributes: Attributes, parent: Frame) -> None:
        acts_as, tab = tag, None
        if attributes:
            acts_as = ROLES.get(attributes.get("role", ""), tag)
            tab = find_panel_of_tab(attributes)
        block = acts_as in BLOCKS or tab is not None
        if block:
            self._flush()
            if acts_as == "h1":
                self._leave_class_furniture()
        frame = make_frame(acts_as, attributes, parent, self._rules)
        closer: Closer | None = None
        if tab is not None:
            frame, closer = self._open_tab(frame, tab)
        elif not frame.hidden and acts_as in _OPENERS:
            frame = frame.copy() if frame is parent else frame
            closer = _OPENERS[acts_as](self, frame, attributes)
        if self._tabs and attributes.get("id", "") in self._tabs:
            self._move_tab_title(attributes["id"])
        self._stack.append((tag, frame, block, closer))

    def _close_last(self) -> None:
        _, frame, block, closer = self._stack[-1]
        if block:
            self._flush()
        self._stack.pop()
        if closer:
            closer(self, frame)

    def _leave_class_furniture(self) -> None:
        """A page's first title stands in its body, whatever the wrappers around it are called."""
        for _, frame, _, _ in self._stack:
            if frame.furniture == BY_CLASS:
                frame.furniture = NOT_FURNITURE

    def _open_dropped(self, tag: str, attributes: Attributes, parent: Frame) -> None:
        frame = parent.copy()
        frame.hidden = True
        closer = _CAPTURES.get(tag)
        kind = attributes.get("type", "").lower()
        if (tag == "script" and kind != "application/ld+json") or attributes.get("media", "").lower() == "print":
            closer = None
        if closer:
            self._captured = []
        self._stack.append((tag, frame, False, closer))

    def _take_captured(self) -> str:
        text, self._captured = "".join(self._captured or []), None
        return text

    def _close_title(self, _frame: Frame) -> None:
        self.head.title = self.head.title or self._take_captured()
        self._captured = None

    def _close_sheet(self, _frame: Frame) -> None:
        self._rules |= read_sheet(self._take_captured())

    def _close_linked_data(self, _frame: Frame) -> None:
        self.head.add_linked_data(self._take_captured())

    # Blocks.

    def _flush(self) -> None:
        """End the block in hand."""
        runs, ink = self._runs, self._ink
        if not runs and not self._typed_marker:
            return
        self._runs, self._ink, self._options = [], _NO_INK, []
        if ink == _NO_INK and not self._typed_marker:
            return
        frame = self._stack[-1][1]
        reason = NOT_FURNITURE if ink == _NO_INK else ink
        shape = self._find_shape(frame, furniture=reason != NOT_FURNITURE)
        if self._typed_marker:
            runs, shape = self._take_typed_marker(runs, shape)
        blocks = make_blocks(runs, shape)
        if blocks and frame.item:
            frame.item.used = True
        if reason != NOT_FURNITURE:
            self._reasons.extend((block, reason) for block in blocks)
        self._sinks[-1].extend(blocks)

    def _find_shape(self, frame: Frame, *, furniture: bool) -> Shape:
        if frame.level:
            return Shape(BlockKind.HEADING, frame.level, furniture=furniture)
        if frame.item and not frame.item.used:
            return Shape(BlockKind.ITEM, frame.item.depth, frame.item.marker, furniture=furniture)
        if frame.title:
            return Shape(BlockKind.HEADING, self._next_level(), soft=True, furniture=furniture)
        return Shape(level=frame.depth + 1, whole=frame.whole, furniture=furniture)

    def _next_level(self) -> int:
        return min(self._level + 1, _LOWEST_HEADING)

    def _take_typed_marker(self, runs: list[Run], shape: Shape) -> tuple[list[Run], Shape]:
        """Word writes a list's marker as text before the item: `·`, `o`, `1.`, in the fonts of its own."""
        typed = clean_text("".join(self._typed_marker), keep_breaks=False)
        self._typed_marker = []
        if not runs or not typed:
            return runs or [(typed, self._stack[-1][1].style)], shape
        if shape.kind is BlockKind.HEADING:
            return [(f"{typed} ", runs[0][1]), *runs], shape
        depth = max(self._stack[-1][1].depth, 1)
        return runs, Shape(BlockKind.ITEM, depth, typed, furniture=shape.furniture)

    # Single elements.

    def _take_void(self, tag: str, attributes: Attributes, frame: Frame) -> None:
        if tag == "br":
            if self._runs:
                self._runs.append(("\n", frame.style))
        elif tag == "meta":
            self.head.add_meta(attributes)
        elif tag == "hr":
            self._flush()
        elif tag == "input" and attributes.get("type", "").lower() in {"checkbox", "radio"}:
            self.data("☒ " if "checked" in attributes else "☐ ")

    def _open_page(self, _frame: Frame, attributes: Attributes) -> None:
        self.head.language = attributes.get("lang") or attributes.get("xml:lang") or ""

    def _open_heading(self, frame: Frame, _attributes: Attributes) -> None:
        self._level = frame.level

    def _open_summary(self, frame: Frame, _attributes: Attributes) -> None:
        frame.level = self._next_level()

    def _open_list(self, frame: Frame, attributes: Attributes) -> None:
        start = attributes.get("start", "")
        kind = attributes.get("type", "1")
        frame.numbering = Numbering(int(start) if start.isdecimal() else 1, kind)

    def _open_item(self, frame: Frame, attributes: Attributes) -> None:
        marker = ""
        if frame.numbering:
            value = attributes.get("value", "")
            number = int(value) if value.isdecimal() else frame.numbering.next
            frame.numbering.next = number + 1
            marker = write_number(number, frame.numbering.kind)
        frame.item = PendingItem(max(frame.depth, 1), marker)

    def _open_select(self, _frame: Frame, _attributes: Attributes) -> Closer:
        self._options = []
        return PageWalker._close_select

    def _open_option(self, frame: Frame, attributes: Attributes) -> None:
        self._options.append((len(self._runs), "selected" in attributes))
        self._runs.append(("\n", frame.style))

    def _close_select(self, _frame: Frame) -> None:
        """Of a choice that was made, what was chosen; of one that was not, all there is to choose from."""
        if any(selected for _, selected in self._options):
            ends = [start for start, _ in self._options[1:]] + [len(self._runs)]
            options = zip(self._options, ends, strict=True)
            chosen = [run for (start, selected), end in options if selected for run in self._runs[start + 1 : end]]
            self._runs[self._options[0][0] :] = chosen
        self._options = []

    # Tables and definition lists.

    def _open_table(self, frame: Frame, attributes: Attributes) -> Closer:
        if len(self._tables) >= MAX_DEPTH:
            self._too_deep += 1
            return PageWalker._close_deep_table
        layout = attributes.get("role") in {"presentation", "none"}
        self._tables.append(TableDraft(furniture=frame.furniture != NOT_FURNITURE, layout=layout))
        return PageWalker._close_table

    def _open_definitions(self, frame: Frame, attributes: Attributes) -> Closer:
        closer = self._open_table(frame, attributes)
        if not self._too_deep:
            self._tables[-1].definitions = True
        return closer

    def _close_deep_table(self, _frame: Frame) -> None:
        self._too_deep -= 1

    def _close_table(self, frame: Frame) -> None:
        blocks = self._tables.pop().finish()
        self._sinks[-1].extend(blocks)
        if frame.furniture != NOT_FURNITURE:
            self._reasons.extend((block, frame.furniture) for block in blocks)

    def _takes(self, *, definitions: bool) -> bool:
        """Whether the innermost table is one of that kind; a cell without a table is only a block."""
        return bool(self._tables) and not self._too_deep and self._tables[-1].definitions is definitions

    def _open_row(self, _frame: Frame, _attributes: Attributes) -> None:
        if self._takes(definitions=False):
            self._tables[-1].start_row()

    def _open_cell(self, frame: Frame, attributes: Attributes) -> Closer | None:
        if not self._takes(definitions=False):
            return None
        self._sinks.append(
            self._tables[-1].start_cell(
                header=frame.header or frame.whole or attributes.get("scope") == "row",
                row_span=read_span(attributes.get("rowspan")) if attributes else 1,
                column_span=read_span(attributes.get("colspan")) if attributes else 1,
                style=frame.style,
            )
        )
        # A header row says so of its cells, not of a table in one of them.
        frame.header = False
        return PageWalker._close_cell

    def _open_definition(self, frame: Frame, _attributes: Attributes) -> Closer | None:
        """A `dt` or a `dd`."""
        if not self._takes(definitions=True):
            return None
        table = self._tables[-1]
        self._sinks.append(table.start_term() if frame.whole else table.start_definition())
        return PageWalker._close_cell

    def _close_cell(self, _frame: Frame) -> None:
        self._sinks.pop()

    def _open_caption(self, _frame: Frame, _attributes: Attributes) -> Closer | None:
        if not self._takes(definitions=False):
            return None
        self._sinks.append([])
        return PageWalker._close_caption

    def _close_caption(self, _frame: Frame) -> None:
        blocks = self._sinks.pop()
        if any(block.rows for block in blocks) or self._tables[-1].caption:
            self._sinks[-1].extend(blocks)
        else:
            self._tables[-1].caption = "\n".join(f"{block.marker} {block.text}".strip() for block in blocks)

    # Tabs: their titles stand together before the panels, and belong each before its own.

    def _open_tab(self, frame: Frame, panel: str) -> tuple[Frame, Closer]:
        own = frame.copy()
        own.level, own.item, own.furniture = self._next_level(), None, NOT_FURNITURE
        sink = self._sinks[-1]
        before = len(sink)

        def register(_walker: "PageWalker", _frame: Frame) -> None:
            if len(sink) == before + 1:
                self._tabs[panel] = (sink, sink[before])

        return own, register

    def _move_tab_title(self, panel: str) -> None:
        sink, title = self._tabs.pop(panel)
        for number, block in enumerate(sink):
            if block is title:
                del sink[number]
                self._sinks[-1].append(title)
                return


_CAPTURES: dict[str, Closer] = {
    "title": PageWalker._close_title,
    "style": PageWalker._close_sheet,
    "script": PageWalker._close_linked_data,
}
_OPENERS: dict[str, Opener] = {
    **dict.fromkeys(HEADINGS, PageWalker._open_heading),
    **dict.fromkeys(("td", "th"), PageWalker._open_cell),
    **dict.fromkeys(("dt", "dd"), PageWalker._open_definition),
    "table": PageWalker._open_table,
    "dl": PageWalker._open_definitions,
    "html": PageWalker._open_page,
    "summary": PageWalker._open_summary,
    "ol": PageWalker._open_list,
    "li": PageWalker._open_item,
    "select": PageWalker._open_select,
    "option": PageWalker._open_option,
    "tr": PageWalker._open_row,
    "caption": PageWalker._open_caption,
}
