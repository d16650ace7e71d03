"""The inside of a paragraph of an OpenDocument text: its runs with their looks, the shapes and notes it anchors."""

from dataclasses import dataclass, field

from extractors.docx_symbols import has_symbols, read_symbols
from extractors.odt_names import (
    ANNOTATION,
    DRAW,
    LOEXT,
    NOTE,
    SILENT,
    STYLE_NAME,
    TEXT,
    read_count,
)
from extractors.odt_styles import Properties, StyleSheet, lay_over
from extractors.office_ledger import Ledger
from extractors.trees import Element
from models.document import Style

# Text that is an element.
_SIGNS = {TEXT + "s": " ", TEXT + "tab": "\t", TEXT + "line-break": "\n"}
_STYLED = frozenset((TEXT + "span", TEXT + "a"))
_PLACEHOLDER = TEXT + "placeholder"
_HIDDEN = frozenset((TEXT + "hidden-text", TEXT + "hidden-paragraph"))
_CONTROL, _PROMPT = LOEXT + "content-control", LOEXT + "showing-place-holder"


@dataclass(slots=True)
class Inline:
    """What one paragraph holds: runs of text with their styles, the drawings it anchors, the notes it refers to."""

    runs: list[tuple[str, Style]] = field(default_factory=list)
    shapes: list[Element] = field(default_factory=list)
    notes: list[Element] = field(default_factory=list)


class InlineReader:
    """Reads paragraphs, one after the other."""

    def __init__(self, styles: StyleSheet, ledger: Ledger) -> None:
        self._styles = styles
        self._ledger = ledger

    def read(self, paragraph: Element, properties: Properties) -> Inline:
        """What a `text:p` or `text:h` holds; `properties` are those of its style."""
        out = Inline()
        self._add(out, paragraph.text, properties)
        stack = [(iter(paragraph), paragraph, properties)]
        while stack:
            children, element, around = stack[-1]
            for child in children:
                inner = self._enter(child, around, out)
                if inner is not None:
                    self._add(out, child.text, inner)
                    stack.append((iter(child), child, inner))
                    break
                self._add(out, child.tail, around)
            else:
                stack.pop()
                if stack:
                    self._add(out, element.tail, stack[-1][2])
        return out

    def _enter(self, child: Element, around: Properties, out: Inline) -> Properties | None:
        """Take what an element is itself; the properties of the text inside it, None where there is none to walk."""
        tag = child.tag
        if tag in _STYLED:
            return lay_over(around, self._styles.run(child.get(STYLE_NAME, "")))
        if tag in _SIGNS:
            self._add(out, _SIGNS[tag] * read_count(child.get(f"{TEXT}c"), 1000), around)
            return None
        if tag == NOTE:
            out.notes.append(child)
            return None
        if tag.startswith(DRAW):
            out.shapes.append(child)
            return None
        return None if self._is_left_out(child) else around

    def _is_left_out(self, child: Element) -> bool:
        """Whether the words in an element are no text of the document; those that a reader may ask for are counted."""
        tag = child.tag
        if tag == ANNOTATION:
            self._ledger.comments += 1
        elif tag == _PLACEHOLDER or (tag == _CONTROL and child.get(_PROMPT) == "true"):
            self._ledger.prompts += 1
            self._ledger.excuse(child.itertext())
            return True
        elif tag in _HIDDEN and child.get(f"{TEXT}is-hidden") == "true":
            self._ledger.hidden += len(child.get(f"{TEXT}string-value", "").strip())
            self._ledger.excuse(child.itertext())
            return True
        return tag in SILENT

    def _add(self, out: Inline, text: str | None, properties: Properties) -> None:
        if not text:
            return
        look = self._styles.look(properties)
        if look.hidden:
            self._ledger.hidden += len(text.strip())
            self._ledger.excused.append(text)
            return
        if look.symbol_font is not None or has_symbols(text):
            self._ledger.excused.append(text)
            text = read_symbols(text, look.symbol_font)
        # A line end in the XML is its layout; forced breaks are elements.
        out.runs.append((text if text == "\n" else text.replace("\n", " "), look.style))
