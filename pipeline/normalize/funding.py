"""Part a champ on money into lines: an amount, a funder, or both, each a span of the item's text."""

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cache, lru_cache
from typing import Final

from models.action import Item
from models.document import CELL_SEPARATOR
from pipeline.lexicon import read_lexicon
from pipeline.normalize.actor_lexicon import opens_with_known_name
from pipeline.normalize.amounts import (
    find_amounts,
    is_total,
    is_yearly,
    nature_of,
    read_bare,
    shift_amount,
    tax_of,
)
from pipeline.normalize.cells import cell_spans
from pipeline.normalize.funding_tables import (
    Columns,
    Line,
    budget_columns,
    factor_in,
    read_row,
    year_in,
    year_named,
)
from pipeline.normalize.people import is_person
from pipeline.normalize.prose_actors import find_roles
from pipeline.normalize.spelling import flatten, fold
from pipeline.normalize.split import article_length, is_sentence, looks_like_organisation, split_actors
from pipeline.words import digits_of

_THE: Final = r"(?:la |le |l['’]|les )?"
_MARKS: Final = re.compile(r"(?:\s*(?:HT|TTC|/\s?an|par an|annuels?))*")
_GIVES: Final = r"(?:(?:\w*financ|abond|apport|vers|allou|attribu|octroy|accord|support)\w+|pris en charge)"
_AFTER_AMOUNT: Final = re.compile(
    rf"{_MARKS.pattern}\s*(?:\(|[:–-]\s|\|\s|de la |de l['’]|du |des |de |d['’]"
    r"|\s(?!TTC|HT|TVA)(?=[A-ZÀ-Ý]{2,}\b)"
    rf"|,?\s?(?:{_GIVES} (?:à (?:hauteur de )?\d+ ?% )?par {_THE}"
    r"|par (?:la |le |l['’]|les |(?=[A-ZÀ-Ý])))"
    r"|au titre (?:de la |du |de l['’]))"
)
# «ARS : plafonné à 20 000 €», «Département, à hauteur de 5 000 €»
_UP_TO: Final = (
    r"(?:(?:(?:aide|subvention|participation|financement|enveloppe)s?\s)?"
    r"(?:(?:plafonn|limit|estim|évalu|fix)ée?s?\sà|(?:dans la )?limite de|à hauteur de|jusqu['’]à|au plus|au maximum"
    r"|environ)\s)"
)
_AFTER_NAME: Final = re.compile(rf"\s*(?:[:=–-]\s*(?:{_UP_TO}|\w+\s)?|,\s{_UP_TO}|\()$")
_OPENS_PARTS: Final = re.compile(rf"{_MARKS.pattern}\s*[:(]\s.*$|\s*\(.*$", re.DOTALL)
# «Coût annuel : 12 000 €»; but «32 000 € par an : ARS 20 000 €» says it of the amount before.
_YEARLY_BEFORE: Final = re.compile(r"\b(?:annuel\w*|[a-z]+ par an)\b")
_LEADING: Final = re.compile(r"(?:\s|[,;:–(-]|(?:HT|TTC|/\s?an|par an)\b)*")
# «15 000 €, dont 5 000 € de l'ARS»: what follows «dont» is the next line's.
_PART: Final = re.compile(r"[\s,;(–-]*\bdont\b.*$", re.DOTALL)
_SHARE: Final = re.compile(r"\s*\(?(?:(?:à (?:hauteur de )?)?\d+(?:,\d+)?\s?%[^()]*|à parts? égales?)\)?$")
_RESTATED: Final = re.compile(r"\bsoit(?:\sau total)?\s$")
_TRAILING: Final = re.compile(r"[\s,;:(–-]*(?:\b(?:dont|soit|et)\b)?[\s,;:(–-]*$")
_NEXT_LABEL: Final = re.compile(r"[(,;]\s*[^(,;]*[:=]\s*$")
_SHARE_BEFORE: Final = re.compile(
    r"[\s(,;:–-]*\d+(?:,\d+)?\s?%\s(?:de la |de l['’]|du |des |de |d['’]|par la |par l['’]|par le |par )?"
)
_SMALL_END: Final = re.compile(
    r"\s(?:(?:mobilis|sollicit|demand|accord|attend|obten|prév|acqui)\w*|de|d['’]|du|à|pour|soit)\s?(?=$|:)"
)
_BETWEEN: Final = re.compile(r"\b[Ee]ntre\s[\d .,]+\s?\S{1,5}\Z")
# Without an amount: «Étude financée à 50 % par l'ADEME», «Prise en charge par la CPAM».
_LONGEST_NAME: Final = 8
_PAID_BY: Final = re.compile(
    r"(?i:\b\w*financ\w+(?:\s(?:assur|apport|port)\w+)?|\bprise?s? en charge)\s"
    r"(?:à (?:hauteur de )?\d+(?:,\d+)?\s?%\s)?"
    rf"(?:par {_THE}|(?=[A-ZÀ-Ý]{{2,}}\b[^:]*%))|(?i:à la charge )(?:de la |de l['’]|du |des |de |d['’])"
)
# «Budget alloué par la CPAM : 7 500 €»
_PAID_BEFORE: Final = re.compile(rf"\b{_GIVES} (?:à (?:hauteur de )?\d+ ?% )?par {_THE}")
_ACRONYM: Final = re.compile(r"[A-Z][A-Z0-9]{1,6}(?:-[A-Z0-9]{2,7})?")
# «À définir (ARS, Région)»: nobody is named before the bracket.
_OPEN_BRACKET: Final = re.compile(r"[^()]*\((?![^()]*\))")
_EURO: Final = re.compile(r"eur(?<!\weur)")
_THOUSANDS: Final = re.compile(r"\d\s?[km]e\b")
# A number and nothing else but a label that tells what it is: «Coût (k€) : 120».
_BARE_ITEM: Final = re.compile(r"(?:(?P<libelle>[^\d:\n]{3,60}?)\s?:\s*)?(?P<nombre>\d[\d .,\u00a0\u202f]*)")
_SHORTEST_BARE: Final = 3
_CURRENCY: Final = re.compile(r"€|\beuros?\b|\beur\b")
# «15 000 €, financés par l'ARS» is one clause; «12 000 € et 5 000 €» are two, «entre 200 et 500 €» one.
_CLAUSE: Final = re.compile(
    r"[;\n•]|\s(?:[/+–-]\s|(?=dont\s))(?=(?:dont\s)?\d+(?:,\d+)?\s?%\s?[^()]*[A-ZÀ-Ý])"
    r"|(?<=€\))\s[–-]\s(?=[A-ZÀ-Ý])|,\s(?=\w*financ\w*\s[^;\n]*%[^;\n]*%)|\s\((?=[^()]*[A-Za-zÀ-ÿ]\s?:?\s?\d+(?:,\d+)?\s?%)|\s\((?=\d+(?:,\d+)?\s?%\s[^()]*[A-ZÀ-Ý])"
    rf"|,\s(?=\D)(?!\w*financ|pris en charge|dont |soit |{_UP_TO})|(?<=[€)]),\s(?=\d)"
    r"|(?<=[€)])\s?\+\s|\.\s+(?=[A-ZÀ-Ý])"
    r"|,\s(?=\d[\d .]*(?:,\d+)?\s?(?:[kKM]?\s?€|euros))"
    r"|(?<!\d)\set\s(?=\D{0,60}\d[\d .,]*\s?(?:[kKM]?\s?€|euros))"
)


def read_lines(item: Item, columns: Columns, label: str | None = None) -> tuple[Line, ...]:
    """The lines of an item of a champ on money; `columns` are those of the table it stands in, if it does, and
    `label` the champ's («Financeurs» tells that a name before an amount is a funder's).
    """
    text = item.text
    if CELL_SEPARATOR in text and columns:
        return tuple(read_row(item, columns))
    funders = label is not None and _names_funders(label)
    spans = cell_spans(item) if CELL_SEPARATOR in text else []
    if len(spans) > 1 and all(":" in text[slice(*span)] and find_amounts(text[slice(*span)]) for span in spans):
        # «Salaires : 30 000 € | ARS : 25 000 €»: a line of its own in each cell.
        return tuple(_shift(line, start) for start, end in spans for line in _read_prose(text[start:end], funders))
    return _read_prose(text, funders)


def _shift(line: Line, by: int) -> Line:
    """The line with its spans moved by some characters."""
    funder = (line.funder[0] + by, line.funder[1] + by) if line.funder else None
    amount = shift_amount(line.amount, by) if line.amount else None
    return replace(line, start=line.start + by, end=line.end + by, amount=amount, funder=funder)


def read_labelled(item: Item, label: str) -> Line | None:
    """«124566» under «Budget prévisionnel total € HT»: a bare number whose label names the currency, or that can be
    nothing else in a champ on money."""
    bare = _BARE_ITEM.fullmatch(item.text)
    if bare is None:
        return None
    head = f"{label} {bare['libelle'] or ''}"
    flat = flatten(head)
    if not _CURRENCY.search(flat) and (year_named(bare["nombre"]) or len(bare["nombre"]) < _SHORTEST_BARE):
        return None
    start = bare.start("nombre")
    amount = read_bare(bare["nombre"], factor_in(flat))
    if amount is None:
        return None
    return Line(
        start=0,
        end=len(item.text),
        amount=shift_amount(amount, start),
        funder=None,
        tax=tax_of(head),
        year=year_in(head),
        nature=nature_of(head),
        total=is_total(head),
    )


def speaks_of_money(text: str) -> bool:
    """Whether a text may hold an amount or head a table of amounts: most do not, and need no closer look."""
    if "€" in text or "|" in text:
        return True
    flat = flatten(text)
    named = "eur" in flat and _EURO.search(flat) is not None
    return named or (len(digits_of(flat)) > 0 and _THOUSANDS.search(flat) is not None)


# Actors, amounts and flags each ask for the lines of the same item.
@lru_cache(maxsize=512)
def _read_prose(text: str, funders: bool) -> tuple[Line, ...]:
    return tuple(_prose_lines(text, funders=funders))


def _names_funders(label: str) -> bool:
    return budget_columns().get(fold(label.strip(" :"))) == "financeur"


def _prose_lines(text: str, *, funders: bool) -> Iterator[Line]:
    nature = None
    for start, end in _clauses(text):
        clause = text[start:end]
        amounts = find_amounts(clause)
        paid: tuple[int, int] | None = None
        nature = nature_of(clause) or (nature if start and text[start - 1] != "\n" else None)
        if not amounts:
            yield from _funders_alone(text, start, end)
        leads = len(amounts) > 1 and _is_a_name(clause[: amounts[0].start])
        for number, amount in enumerate(amounts):
            left = amounts[number - 1].end if number else 0
            right = amounts[number + 1].start if number + 1 < len(amounts) else len(clause)
            if leads:
                right = amount.end + _own_marks(clause[amount.end : right])
            before, after = clause[left : amount.start], clause[amount.end : right]
            # «1,5 M€ HT dont 800 000 €»: the mark is that of the amount before.
            own = _own_marks(before) if number else 0
            funder = _funder_beside(text, start + left, start + amount.start, start + amount.end, start + right)
            if funder is None and not number:
                funder = _funder_labelled(text, start, start + amount.start, certain=funders)
            # «25 000 €/an, soit 75 000 € sur trois ans»: the same payer.
            funder = funder or (paid if _RESTATED.search(before) else None)
            paid = funder
            yield Line(
                start=start + (left if number else 0) + _blank(clause[left:] if number else clause),
                end=start + amount.end + _length_of_words(after),
                amount=shift_amount(amount, start),
                funder=funder,
                tax=tax_of(after[:30]) or tax_of(before[own:][-12:]),
                yearly=is_yearly(after) or _YEARLY_BEFORE.search(flatten(before)) is not None,
                year=year_in(before) or year_in(after),
                nature=nature,
                total=is_total(before),
            )


def _is_a_name(text: str) -> bool:
    """Whether an organisation alone stands before an amount: «Région 20 000 € CD 41 10 000 €» pairs to the left."""
    span = _organisation(text, 0, len(text))
    return span is not None and text[: span[0]].strip() == "" == text[span[1] :].strip()


def _own_marks(after: str) -> int:
    """The length of «HT», «par an» behind an amount."""
    match = _MARKS.match(after)
    return match.end() if match else 0


def _length_of_words(after: str) -> int:
    """The length of the words behind an amount that are its own."""
    own = _TRAILING.sub("", _PART.sub("", after))
    return len(own) if "(" in own else len(own.rstrip(" )"))


def _blank(text: str) -> int:
    """The length of what stands before the words of an amount: blanks, marks, what belongs to the amount before."""
    match = _LEADING.match(text)
    return match.end() if match else 0


def _clauses(text: str) -> Iterator[tuple[int, int]]:
    position = 0
    for match in _CLAUSE.finditer(text):
        if match[0].strip() == "et" and _BETWEEN.search(text, position, match.start()):
            # «entre 10 k€ et 15 k€» is one amount.
            continue
        if match.start() > position:
            yield position, match.start()
        position = match.end()
    if text[position:].strip():
        yield position, len(text)


def _funders_alone(text: str, start: int, end: int) -> Iterator[Line]:
    """A clause without an amount that lists who pays; a clause that only describes does not."""
    paid = _PAID_BY.search(text, start, end)
    if is_sentence(text[start:end]):
        mentions = [mention for mention in find_roles(text[start:end], {}) if mention.role == "financeur"]
        yield from (Line(start + m.start, start + m.end, None, (start + m.start, start + m.end)) for m in mentions)
        if mentions or not paid:
            return
    bracket = None if paid else _OPEN_BRACKET.match(text, start, end)
    opened = bracket is not None and not names_payer(text[start : bracket.end() - 1])
    start = bracket.end() if bracket and opened else start
    lead = paid.end() - start if paid else _lead(text[start:end])
    start += lead if any(char.isalpha() for char in text[start + lead : end]) else 0
    for part in split_actors(text[start:end]):
        opens = start + part.start + _lead(text[start + part.start : start + part.end])
        closes = start + part.end - (text[start + part.end - 1] == ")" and "(" not in text[opens : start + part.end])
        source = text[opens:closes]
        named = (
            names_payer(source) and not is_person(source) and not _is_budget_word(source) and len(source.split()) < 12
        )
        if part.role in {None, "financeur"} and named:
            share = _SHARE.search(source)
            yield Line(opens, closes, None, (opens, opens + share.start() if share else closes))


def _funder_beside(text: str, left: int, start: int, end: int, right: int) -> tuple[int, int] | None:
    """The organisation that pays an amount: «ARS : 10 000 €», «10 000 € (ARS)», «10 000 € de la CPAM»."""
    named = _AFTER_NAME.search(text, left, start)
    if named:
        opening = text.rfind("(", left, named.start())
        # «État (BOP 147) : 6 000 €»: a bracket that is closed again belongs to the name before it.
        closed = named.start() > 0 and text[named.start() - 1] == ")" and opening > left
        given = _PAID_BEFORE.search(text, left, named.start())
        span = _organisation(text, given.end(), named.start()) if given else None
        span = span or (_organisation(text, _last_opening(text, left, opening), named.start()) if closed else None)
        span = span or _organisation(text, _last_opening(text, left, named.start()), named.start())
        if span:
            return span
    follows = text[end:right]
    # «45 000 € (ARS : 20 000 €», «32 000 € : ARS 20 000 €»: what stands before the next amount is that one's funder.
    label = _NEXT_LABEL.search(follows) or (
        _OPENS_PARTS.match(follows) if right < len(text) and _is_amount(text, right) else None
    )
    right -= len(label[0]) if label else 0
    after = _AFTER_AMOUNT.match(text[end:right])
    span = _organisation(text, end + after.end(), right) if after else None
    return span or _organisation(text, _last_opening(text, left, start), start)


def _funder_labelled(text: str, start: int, end: int, *, certain: bool) -> tuple[int, int] | None:
    """«Financeurs : ACTEE 10 000 €»: what the line, or its champ, calls a funder is one, whatever it looks like."""
    colon = text.find(":", start, end) + 1
    if colon and not _names_funders(text[start:colon]):
        return None
    name = _SMALL_END.sub("", text[colon or start : end].rstrip(" (:–-"))
    begin = end - len(text[colon or start : end].lstrip())
    words = text[begin : (colon or start) + len(name)].split()
    if not (colon or certain) or not 0 < len(words) <= _LONGEST_NAME or not words[0][0].isupper():
        return None
    return None if _is_budget_word(" ".join(words)) else (begin, (colon or start) + len(name))


def _last_opening(text: str, left: int, end: int) -> int:
    """Where the words after the last colon, bracket or «dont» begin: «Coût par an : ARS» tells of the ARS."""
    part = text.rfind("dont ", left, end)
    return max(text.rfind(":", left, end), text.rfind("(", left, end), left - 1, part + 4 if part >= 0 else -1) + 1


def _is_amount(text: str, position: int) -> bool:
    return text[position].isdigit()


def _organisation(text: str, start: int, end: int) -> tuple[int, int] | None:
    """The span of the organisation that a stretch opens with; None where it opens with another thing."""
    closing = text.find(")", start, end)
    stretch = text[start : closing if closing > 0 and "(" not in text[start:closing] else end]
    lead = _lead(stretch)
    start, stretch = start + lead, _before_verb(stretch[lead:])
    for part in split_actors(stretch):
        source = stretch[part.start : part.end]
        share = _SHARE.search(source)
        if part.role in {None, "financeur"} and names_payer(source) and not _is_budget_word(source):
            return start + part.start, start + part.start + (share.start() if share else len(source))
        return None
    return None


def names_payer(source: str) -> bool:
    """Whether a stretch opens with an organisation's name; an unknown acronym may stand alone, but for its share."""
    alone = _SHARE.sub("", source).strip()
    return looks_like_organisation(source) or (_ACRONYM.fullmatch(alone) is not None and not _is_budget_word(alone))


def heads_payments(head: str) -> bool:
    """Whether the header of a column names a funder: «CAF», «Ville»; not «MONTANT DÉPENSÉ», «ETP réel»."""
    written = head.capitalize() if head.isupper() and " " in head else head
    return looks_like_organisation(written) and not _is_budget_word(written)


def _lead(stretch: str) -> int:
    """The length of what stands before a funder's name: a share, «subvention de l'»; of «Fonds vert» nothing."""
    marks = len(stretch) - len(stretch.lstrip(" (,;:–-"))
    if opens_with_known_name(fold(stretch[marks:])):
        return marks
    share = _SHARE_BEFORE.match(stretch)
    length = share.end() if share else 0
    opening = _money_words().match(flatten(stretch[length:]))
    return length + (opening.end() if opening else 0)


def _before_verb(stretch: str) -> str:
    """A funder's name without the verb or the small word that joins it to its amount."""
    verb = _giving().search(flatten(stretch))
    return _SMALL_END.sub("", stretch[: verb.start()] if verb else stretch)


@cache
def _giving() -> re.Pattern[str]:
    stems = map(flatten, read_lexicon("money")["mots"]["verse"])
    return re.compile(
        rf"\s(?:{'|'.join(stems)})(?:e|ent|era|eront)(?:\s(?:a hauteur de|pour|a|de|un financement de))?\s*$"
    )


def _is_budget_word(source: str) -> bool:
    first = fold(source).partition(" ")[0]
    named = fold(source) in budget_columns() or is_total(source)
    return named or first in _nameless() or article_length(source) == len(source)


@cache
def _nameless() -> frozenset[str]:
    return frozenset(map(fold, read_lexicon("money")["mots"]["pas_de_nom"]))


@cache
def _money_words() -> re.Pattern[str]:
    """What may stand before a funder's name: brackets, «subvention de l'», «crédits»; matches nothing too."""
    words = "|".join(flatten(word) for word in read_lexicon("money")["mots"]["avant_financeur"])
    return re.compile(rf"[\s(,;:–-]*(?:(?:{words})\s+(?:de la |de l'|du |des |de |d'|pour la |pour l'|pour le )?)?")
