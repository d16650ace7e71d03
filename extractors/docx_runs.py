"""The inside of a paragraph: its runs of text with their looks, whatever they are wrapped in.

Word wraps runs in hyperlinks, fields, smart tags, content controls, tracked changes and alternatives. The walk goes
into every element it has no reason to leave out, so that an unknown wrapper costs no text.
"""

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from extractors import docx_names as names
from extractors.docx_names import ALTERNATE, R, T, is_on, read_int, w
from extractors.docx_styles import RunLook, StyleSheet, TableZone, read_run_props
from extractors.docx_symbols import CHECKED, UNCHECKED, has_symbols, read_symbol, read_symbols
from extractors.office_ledger import Ledger
from extractors.trees import iter_any

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from extractors.trees import Element
    from models.document import Style

# Text that is an element. A column or page break is a line break for the text.
_SIGNS = {
    names.TAB: "\t",
    names.PTAB: "\t",
    names.BR: "\n",
    names.CR: "\n",
    names.NO_BREAK_HYPHEN: "-",
}
# Left out: deleted and moved text, instructions of fields, properties; and marks that hold nothing, for speed.
_IGNORED = names.GONE | {
    names.PPR, names.RPR, names.SDT_PR,
    *map(w, (
        "instrText", "delText", "delInstrText", "bookmarkStart", "bookmarkEnd", "proofErr", "softHyphen",
        "lastRenderedPageBreak", "commentRangeStart", "commentRangeEnd", "commentReference", "annotationRef",
        "footnoteRef", "endnoteRef", "permStart", "permEnd",
    )),
}  # fmt: skip
# What stands in a drawing as text of its own: text boxes, shapes, word art, diagrams, charts.
SHAPES = frozenset((names.TXBX_CONTENT, names.DRAWING_P, names.TEXT_PATH, names.DIAGRAM_IDS, names.CHART))
_WITH_TEXT = frozenset((T, names.DRAWING_T, names.MATH_T, names.SYM, names.TEXT_PATH, names.DIAGRAM_IDS, names.CHART))


@dataclass(slots=True)
class Inline:
    """What one paragraph holds: runs of text with their styles, the shapes it anchors, the notes it refers to (tag and
    id; the id is empty where the author types the mark)."""

    runs: "list[tuple[str, Style]]" = field(default_factory=list)
    shapes: "list[Element]" = field(default_factory=list)
    notes: list[tuple[str, str, bool]] = field(default_factory=list)

    def __bool__(self) -> bool:
        return bool(self.runs or self.shapes or self.notes)

    def __add__(self, other: "Inline") -> "Inline":
        return Inline(self.runs + other.runs, self.shapes + other.shapes, self.notes + other.notes)


class InlineReader:
    """Reads the paragraphs of one story (body, note, header) in their order: fields may run over several."""

    def __init__(self, styles: StyleSheet, ledger: Ledger) -> None:
        self._styles = styles
        self._ledger = ledger
        # The fields open here, outermost first: whether the walk is past their instruction, in the result.
        self._fields: list[bool] = []
        # The runs written as part of an instruction: index of the field, index of the run.
        self._arguments: list[tuple[int, int]] = []

    def read(self, paragraph: "Element", style_id: str | None, zone: TableZone) -> Inline:
        """What a `w:p` of that paragraph style, in that zone of a table, holds."""
        out = Inline()
        plain = self._styles.look(zone, style_id, {})
        stack: list[tuple[Iterator[Element], RunLook]] = [(iter(paragraph), plain)]
        while stack:
            children, look = stack[-1]
            for child in children:
                tag = child.tag
                if tag == R:
                    rpr = child.find(names.RPR)
                    is_plain = rpr is None or not len(rpr)
                    own = plain if is_plain else self._styles.look(zone, style_id, read_run_props(rpr))
                    if len(child) == (1 if rpr is None else 2) and child[-1].tag == T:
                        # As most are: one text, and what it looks like.
                        self._add(out, child[-1].text, own)
                        continue
                    stack.append((iter(child), own))
                    break
                if tag == T:
                    self._add(out, child.text, look)
                elif tag in _SIGNS:
                    self._add(out, _SIGNS[tag], look)
                elif tag not in _IGNORED:
                    handler = _HANDLERS.get(tag)
                    inner = child if handler is None else handler(self, child, look, out)
                    if inner is not None:
                        stack.append((iter(inner), look))
                        break
            else:
                stack.pop()
        # An instruction does not outlive its paragraph: a field that lacks its end must not swallow any text.
        self._arguments.clear()
        self._fields = [in_result for in_result in self._fields if in_result]
        return out

    def _add(self, out: Inline, text: str | None, look: RunLook) -> None:
        if not text:
            return
        if look.hidden:
            self._ledger.hidden += len(text.strip())
            self._ledger.excused.append(text)
            return
        if len(self._fields) > 1 and not all(self._fields[:-1]):
            self._arguments.append((self._fields.index(False), len(out.runs)))
        if look.symbol_font is not None or has_symbols(text):
            self._ledger.excused.append(text)
            text = read_symbols(text, look.symbol_font)
        # A line end inside `w:t` comes from the XML's own layout; forced breaks are elements.
        out.runs.append((text if text == "\n" else text.replace("\n", " "), look.style))

    def _enter_control(self, control: "Element", look: RunLook, out: Inline) -> "Element | None":
        content = control.find(names.SDT_CONTENT)
        state = read_check_box(control)
        if content is None:
            return None
        if state is not None and len("".join(found.text or "" for found in content.iter(T)).strip()) <= 1:
            self._ledger.excuse(found.text for found in content.iter(T))
            self._add(out, state, look)
            return None
        if is_unfilled(control):
            self._ledger.prompts += 1
            self._ledger.excuse(found.text for found in content.iter(T))
            return None
        return content

    def _follow_field(self, char: "Element", look: RunLook, out: Inline) -> None:
        kind = char.get(w("fldCharType"))
        if kind == "begin":
            self._add(out, _read_form_field(char.find(names.FF_DATA)), look)
            self._fields.append(False)
        elif kind in ("separate", "end") and self._fields:
            self._drop_arguments(len(self._fields) - 1, out)
            if kind == "end":
                self._fields.pop()
            else:
                self._fields[-1] = True

    def _drop_arguments(self, field_index: int, out: Inline) -> None:
        """Take back what turns out to be an argument: the result of a field inside the instruction of another."""
        for _, index in (found for found in self._arguments if found[0] == field_index):
            text, style = out.runs[index]
            self._ledger.excused.append(text)
            out.runs[index] = ("", style)
        self._arguments = [found for found in self._arguments if found[0] != field_index]

    def _add_symbol(self, symbol: "Element", look: RunLook, out: Inline) -> None:
        # `w:sym` and `w16se:symEx` have the same two attributes, each in its own namespace.
        namespace = symbol.tag.partition("}")[0] + "}"
        try:
            code = int(symbol.get(namespace + "char", ""), 16)
        except ValueError:
            return
        self._add(out, read_symbol(code, symbol.get(namespace + "font", "")), look)

    def _add_math(self, element: "Element", look: RunLook, out: Inline) -> None:
        self._add(out, element.text, look)

    def _add_shapes(self, element: "Element", _look: RunLook, out: Inline) -> None:
        out.shapes.extend(find_shapes(element))

    def _add_note(self, element: "Element", _look: RunLook, out: Inline) -> None:
        own_mark = element.get(w("customMarkFollows"), "0") in ("1", "true", "on")
        out.notes.append((element.tag, element.get(w("id"), ""), own_mark))

    def _choose(self, element: "Element", _look: RunLook, _out: Inline) -> "Element | None":
        return pick_branch(element)


# What is not walked as it stands; each gives what to walk instead, if anything. Not in the reader itself: methods that
# it holds would keep it, and the whole file with it, until someone looks for cycles.
_HANDLERS: "dict[str, Callable[[InlineReader, Element, RunLook, Inline], Element | None]]" = {
    ALTERNATE: InlineReader._choose,
    names.SDT: InlineReader._enter_control,
    names.FLD_CHAR: InlineReader._follow_field,
    names.SYM: InlineReader._add_symbol,
    names.SYM_EX: InlineReader._add_symbol,
    names.MATH_T: InlineReader._add_math,
    names.DRAWING: InlineReader._add_shapes,
    names.PICT: InlineReader._add_shapes,
    names.OBJECT: InlineReader._add_shapes,
    names.FOOTNOTE_REFERENCE: InlineReader._add_note,
    names.ENDNOTE_REFERENCE: InlineReader._add_note,
}


def pick_branch(alternate: "Element") -> "Element | None":
    """The one version to read of content that is written several times: the first choice with text, or the fallback."""
    choices = alternate.findall(names.CHOICE)
    for choice in choices:
        if next(iter_any(choice, _WITH_TEXT), None) is not None:
            return choice
    fallback = alternate.find(names.FALLBACK)
    return fallback if fallback is not None else next(iter(choices), None)


def find_shapes(drawing: "Element") -> "Iterator[Element]":
    """The texts of their own in a drawing, in order; those inside another one are left to it."""
    if next(iter_any(drawing, SHAPES), None) is None:
        return
    stack = [drawing]
    while stack:
        element = stack.pop()
        if element.tag in SHAPES:
            yield element
        elif element.tag == ALTERNATE:
            branch = pick_branch(element)
            stack.extend(() if branch is None else (branch,))
        else:
            stack.extend(reversed(element))


def is_unfilled(control: "Element") -> bool:
    """Whether a content control shows only its prompt («Cliquez ici pour entrer du texte»)."""
    properties = control.find(names.SDT_PR)
    return properties is not None and is_on(properties.find(w("showingPlcHdr")))


def read_check_box(control: "Element") -> str | None:
    """The box that a check box control draws; None for another control."""
    box = control.find(f"{names.SDT_PR}/{names.CHECKBOX_14}")
    if box is None:
        return None
    checked = box.find(names.CHECKED_14)
    is_checked = checked is not None and checked.get(names.VAL_14, "1") in ("1", "true", "on")
    return CHECKED if is_checked else UNCHECKED


def _read_form_field(data: "Element | None") -> str:
    """What a form field of the old kind shows by itself: its check box, or the entry chosen in its list."""
    if data is None:
        return ""
    box = data.find(w("checkBox"))
    if box is not None:
        state = box.find(w("checked"))
        return CHECKED if is_on(box.find(w("default")) if state is None else state) else UNCHECKED
    choices = data.find(w("ddList"))
    if choices is None:
        return ""
    entries = [entry.get(names.VAL, "") for entry in choices.findall(w("listEntry"))]
    chosen = read_int(names.child_value(choices, w("result"))) or 0
    return entries[chosen] if 0 <= chosen < len(entries) else ""
