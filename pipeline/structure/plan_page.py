"""Champs of a plan from a page or preamble without fiches: by its sections, else by the wording of its lines.

One pass over the lines of the text. What opens a champ, the first that holds:

1. a heading that the lexicon knows, for all that stands below it up to the next heading of its level;
2. a table row of label and value, or a run-in label («Signataires : …»), for that line; in a section only where the
   page labels that way or the label can be no step or heading of the section;
3. a numbered line («Axe 1 : …»), which is itself content of its champ, with the list behind it;
4. a wording («Quatre axes ont été proposés :»), for that line and the list that it announces.

An announced list goes with its line even where its first element lost its marker. What opens nothing and stands in no
section is `hors_champ`; headings that no champ takes are `entete`.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from models.action import Champ, Method
from models.document import Block, Document, Place
from models.vocabulary.champs import ENTETE, HORS_CHAMP
from pipeline.structure.labels import split_run_in
from pipeline.structure.plan_kinds import find_unlisted, names_plan
from pipeline.structure.plan_lines import Line, announced_list, flow_lines, is_apart, is_aside, make_item, stands_alone
from pipeline.structure.plan_sections import (
    Heading,
    Wording,
    closes_section,
    is_caption,
    is_one_sentence,
    leaves_sections,
    match_heading,
    match_numbered,
    match_wordings,
)

# A heading that is a plain line has no level of its own: it stands below every real one.
_LINE_LEVEL: Final = 10
_PLAIN_TEXT_LEVEL: Final = 2
_UNKNOWN_LEVEL: Final = 6
_BY_RUN_IN, _BY_NUMBER, _BY_WORDING = 0.95, 0.9, 0.8
_VERB_FIRST: Final = re.compile(r"(?:Sont|Est|Ont) ")
_STOPS: Final = (".", ";", ",", "!", "…")
_TITLE_LENGTH: Final = 160
_TOP_LINES: Final = 20
# Champs whose passages have headings and run-in labels of their own: the «Objectif» of an axe is no champ of the plan.
_WHOLE: Final = frozenset({"axes", "themes", "phases"})
# From so many champs on that run-in labels open outside of sections, a page is taken to label that way.
_ENOUGH_RUN_INS: Final = 2


@dataclass(slots=True)
class _Passage:
    """Lines that make one champ, with the label above or before them."""

    heading: Heading
    lines: list[Line] = field(default_factory=list)
    label: Line | Place | None = None
    method: Method = Method.CONTEXTE
    confidence: float = 1.0

    @property
    def champ(self) -> str | None:
        return self.heading.champ


@dataclass(frozen=True, slots=True)
class _Section:
    """A passage that a heading opened, as long as it stays open."""

    passage: _Passage
    level: int
    is_title: bool = False
    list_only: bool = False


def find_plan_champs(
    document: Document, blocks: Sequence[Block] | None = None
) -> tuple[tuple[Champ, ...], tuple[Champ, ...]]:
    """The champs of the plan that `blocks` (the whole body by default) describe, and all the rest.

    The rest is at most one champ `entete` and one `hors_champ`. Labels and items of both together cover every block
    once, but for the list markers of the plan's champs and the colon behind a run-in label. Where the document names no
    plan at all, everything is rest.
    """
    lines = tuple(flow_lines(document, document.body if blocks is None else blocks))
    if not lines:
        return (), ()
    reader = _Reader(document, lines)
    if names_plan(document.text) or any(find_unlisted(document.slice(block.place)) for block in _first_lines(document)):
        reader.read()
    else:
        reader.leave_all()
    return reader.plan_champs(), reader.rest_champs()


def _first_lines(document: Document) -> Iterator[Block]:
    """The short lines that open a document, where an unlisted plan would be named."""
    return (block for block in document.body[:_TOP_LINES] if len(block.place) <= _TITLE_LENGTH)


class _Reader:
    """The pass over the lines: what is open, and what has been taken."""

    def __init__(self, document: Document, lines: tuple[Line, ...]) -> None:
        self._document = document
        self._lines = lines
        self._open: list[_Section] = []
        self._passages: list[_Passage] = []
        self._rest: list[tuple[str, Line]] = []
        self._seen_heading = False
        self._listed: set[int] = set()
        self._run_ins: set[str | None] = set()
        self._is_plain_text = document.source.media_type == "text/plain"

    def read(self) -> None:
        """Give every line its place."""
        for at in range(len(self._lines)):
            if at not in self._listed:
                self._take(at)

    def leave_all(self) -> None:
        """Leave every line out of the plan."""
        for line in self._lines:
            self._leave(line)

    # What was taken, as champs.

    def plan_champs(self) -> tuple[Champ, ...]:
        """The passages that hold something, in source order."""
        filled = [passage for passage in self._passages if passage.lines and passage.champ]
        return tuple(self._make_champ(passage) for passage in sorted(filled, key=lambda p: p.lines[0].place.start))

    def rest_champs(self) -> tuple[Champ, ...]:
        """Titles and prose that no champ took, and the labels of empty sections."""
        empty = [passage.label for passage in self._passages if not passage.lines]
        rest = [*self._rest, *((ENTETE, label) for label in empty if isinstance(label, Line))]
        rest.sort(key=lambda entry: entry[1].place.start)
        champs = []
        for name in (ENTETE, HORS_CHAMP):
            items = tuple(make_item(self._document, line, with_marker=True) for kind, line in rest if kind == name)
            if items:
                champs.append(Champ(name, items, method=Method.STRUCTURE))
        return tuple(champs)

    def _make_champ(self, passage: _Passage) -> Champ:
        label = passage.label.place if isinstance(passage.label, Line) else passage.label
        name, method = passage.champ or HORS_CHAMP, passage.method
        for spoken, pattern in passage.heading.speaks:
            if pattern.search(passage.lines[0].text.lower()):
                name, method = spoken, Method.CONTEXTE
        return Champ(
            name=name,
            items=tuple(make_item(self._document, line) for line in passage.lines),
            label=self._document.slice(label) if label else None,
            label_place=label,
            method=method,
            confidence=passage.confidence,
        )

    # One line after the other.

    def _take(self, at: int) -> None:
        line = self._lines[at]
        if at and is_apart(self._document, self._lines[at - 1], line):
            self._open.clear()
        if is_aside(line):
            self._leave(line)
        elif closes_section(line.text):
            self._open.clear()
            self._leave(line)
        elif line.is_row:
            self._take_row(line)
        elif self._is_heading(at):
            self._take_heading(at)
        else:
            self._take_text(at)

    def _is_heading(self, at: int) -> bool:
        """A heading by its kind and not a sentence, or a short line that names a champ above something else."""
        line = self._lines[at]
        if line.is_heading:
            return not self._seen_heading or not self._is_sentence(at)
        if not (line.is_paragraph or stands_alone(self._lines, at)) or not line.text[:1].isupper():
            return False
        if line.text.endswith(_STOPS) or "\n" in line.text or ":" in line.text[:-1] or _VERB_FIRST.match(line.text):
            return False
        return at + 1 < len(self._lines) and match_heading(line.text, plan_only=True) is not None

    def _is_sentence(self, at: int) -> bool:
        """A line that the reader took for a heading, though it announces or defines something."""
        text = self._lines[at].text
        if match_heading(text) and not _VERB_FIRST.match(text):
            return False
        wording = self._find_wording(at)
        return wording is not None and ("list" not in wording.needs or text.endswith(":"))

    def _take_heading(self, at: int) -> None:
        line = self._lines[at]
        level = self._level_of(line)
        is_first = line.is_heading and not self._seen_heading
        self._seen_heading = self._seen_heading or line.is_heading
        if self._is_listed_heading(line, level):
            self._add(line)
            return
        while self._open and self._ends(self._open[-1], level):
            self._open.pop()
        passage = self._start_passage(at, may_announce=not is_first)
        if passage is None:
            self._add(line)
            return
        is_line = not line.is_heading or self._is_plain_text
        list_only = is_line and line.text.endswith(":") and any(after.is_item for after in self._lines[at + 1 : at + 2])
        self._passages.append(passage)
        self._open.append(_Section(passage, level, is_first and level == 1, list_only))

    def _ends(self, section: _Section, level: int) -> bool:
        """Whether a heading of that level ends a section. A title holds only what stands right below it.

        On paper the contents have a heading of their own look, so that the chapters behind it may seem to be below it.
        """
        is_contents = section.passage.heading.outside and bool(self._document.pages)
        return section.is_title or is_contents or section.level >= level

    def _level_of(self, line: Line) -> int:
        """A heading's level; plain text knows the title and the rest, whether its lines are called headings or not."""
        if self._is_plain_text:
            return line.block.level if line.is_heading and line.block.level == 1 else _PLAIN_TEXT_LEVEL
        return (line.block.level or _UNKNOWN_LEVEL) if line.is_heading else _LINE_LEVEL

    def _is_listed_heading(self, line: Line, level: int) -> bool:
        """An unknown heading right below «Les axes», of the same level: the first of what the section counts up."""
        if not self._open or self._champ_open() not in _WHOLE or self._open[-1].level != level:
            return False
        taken = self._open[-1].passage.lines
        return (not taken or taken[0].is_heading) and match_heading(line.text, plan_only=not line.is_heading) is None

    def _start_passage(self, at: int, *, may_announce: bool) -> _Passage | None:
        """What a heading opens; None where it is content of the section around it, or nobody's."""
        if self._is_outside():
            return None
        line = self._lines[at]
        above, found = self._champ_open(), match_heading(line.text, plan_only=not line.is_heading)
        if above and (above in _WHOLE or found is None or (found.champ is None and not found.outside)):
            return None
        if found:
            return _Passage(found, label=line, method=found.method, confidence=found.score)
        numbered = match_numbered(line.text)
        if numbered:
            return _Passage(Heading(numbered), [line], confidence=_BY_NUMBER)
        wording = self._find_wording(at) if may_announce else None
        return _Passage(Heading(wording.champ), label=line, confidence=_BY_WORDING) if wording else None

    def _take_row(self, line: Line) -> None:
        label, *others = line.cells
        found = match_heading(self._document.slice(label.place), plan_only=True)
        values = [inner for cell in others for inner in flow_lines(self._document, cell.blocks)]
        if self._may_switch(found) and found and values:
            passage = _Passage(found, values, label.place, found.method, _BY_RUN_IN)
            self._passages.append(passage)
        else:
            self._add(line)

    def _take_text(self, at: int) -> None:
        line = self._lines[at]
        if self._open and self._open[-1].list_only and not line.is_item and self._open[-1].passage.lines:
            self._open.pop()
        if self._is_outside():
            self._leave(line)
            return
        if self._take_run_in(line):
            return
        numbered = None if self._champ_open() else match_numbered(line.text)
        wording = self._find_wording(at)
        if numbered:
            self._take_with_list(at, _Passage(Heading(numbered), confidence=_BY_NUMBER))
        elif wording:
            self._take_with_list(at, _Passage(Heading(wording.champ), confidence=_BY_WORDING))
        else:
            self._add(line)

    def _take_with_list(self, at: int, passage: _Passage) -> None:
        positions = (at, *announced_list(self._lines, at))
        passage.lines += [self._lines[position] for position in positions]
        self._listed.update(positions)
        self._passages.append(passage)

    def _take_run_in(self, line: Line) -> bool:
        """Whether the line is a label with its text, and so taken."""
        if line.is_item and self._champ_open():
            return False
        parted = split_run_in(line.text, line.block.lead)
        if not parted or not line.text[parted[1] :].strip():
            return False
        found = match_heading(line.text[: parted[0]], plan_only=True)
        is_led = 0 < line.block.lead <= parted[1]
        if not found or not self._may_switch(found) or not (is_led or self._labels_by_run_in(found)):
            return False
        if is_led or self._champ_open() is None:
            self._run_ins.add(found.champ)
        start = line.place.start
        label = replace(line.place, end=start + parted[0])
        value = replace(line.place, start=start + parted[1])
        text = Line(line.block, value, self._document.slice(value))
        self._passages.append(_Passage(found, [text], label, found.method, _BY_RUN_IN))
        return True

    def _labels_by_run_in(self, found: Heading) -> bool:
        """Whether a plain «Diagnostic : …» is a label here: in a section opened by a heading it may be a step of it."""
        above = self._champ_open()
        return above is None or len(self._run_ins) >= _ENOUGH_RUN_INS or leaves_sections(found.champ, above)

    def _find_wording(self, at: int) -> Wording | None:
        line, above = self._lines[at], self._champ_open()
        # An element of a list says what it says within its list; only one that ends in a colon announces another.
        if self._is_outside() or (line.is_item and above and not line.text.endswith(":")):
            return None
        for wording in match_wordings(line.text):
            if wording.champ == above:
                return None
            if above and above not in wording.within:
                continue
            if wording.after and wording.after != self._champ_before(line):
                continue
            if not wording.needs or self._meets(wording.needs, at):
                return wording
        return None

    def _meets(self, needs: Iterable[str], at: int) -> bool:
        is_element = self._lines[at].is_item and not self._lines[at].text.endswith(":")
        has_list = not is_element and bool(announced_list(self._lines, at))
        return any(has_list if need == "list" else is_one_sentence(self._lines[at].text) for need in needs)

    # Where the pass stands.

    def _champ_open(self) -> str | None:
        return self._open[-1].passage.champ if self._open else None

    def _is_outside(self) -> bool:
        return any(section.passage.heading.outside for section in self._open)

    def _champ_before(self, line: Line) -> str | None:
        """The champ of the last passage, where no heading or other prose stands between it and the line."""
        last = self._passages[-1] if self._passages else None
        if last is None or not last.lines:
            return None
        end = last.lines[-1].place.end
        for _, other in reversed(self._rest):
            if other.place.start < end:
                break
            if other.place.start < line.place.start and not is_caption(other.text):
                return None
        return last.champ

    def _may_switch(self, found: Heading | None) -> bool:
        above = self._champ_open()
        if found is None or found.champ is None or self._is_outside():
            return False
        return above not in _WHOLE and above != found.champ

    def _add(self, line: Line) -> None:
        """To the open section, if it is a champ's."""
        if self._champ_open() is None:
            self._leave(line)
        else:
            self._open[-1].passage.lines.append(line)

    def _leave(self, line: Line) -> None:
        is_first = not self._rest and not self._passages and not line.block.furniture
        is_title = is_first and line.is_paragraph and len(line.text) <= _TITLE_LENGTH and not line.text.endswith(_STOPS)
        is_entete = (line.is_heading or is_title) and not line.block.furniture and not is_caption(line.text)
        self._rest.append((ENTETE if is_entete else HORS_CHAMP, line))
