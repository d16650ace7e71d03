"""A number as its cell shows it: dates, percentages, amounts, by the number format of the cell, in French.

`45000` under `dd/mm/yyyy` is «15/03/2023», under `mmm-yy` «mars 2023»: no more precise than what the reader of the
sheet sees. `0.25` under `0%` is «25 %», `1250.5` under `#,##0.00 "€"` is «1 250,50 €».
"""

import re
from datetime import datetime, timedelta
from functools import lru_cache

GENERAL = "General"
# The formats that every workbook knows by number (ISO 29500-1, 18.8.30); the rest are in its styles.
BUILT_IN = {
    1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00", 9: "0%", 10: "0.00%", 11: "0.00E+00", 12: "# ?/?", 13: "# ??/??",
    14: "dd/mm/yyyy", 15: "d-mmm-yy", 16: "d-mmm", 17: "mmm-yy", 18: "h:mm", 19: "h:mm:ss", 20: "h:mm", 21: "h:mm:ss",
    22: "dd/mm/yyyy h:mm", 37: "#,##0", 38: "#,##0", 39: "#,##0.00", 40: "#,##0.00", 41: "#,##0", 42: '#,##0 "€"',
    43: "#,##0.00", 44: '#,##0.00 "€"', 45: "mm:ss", 46: "[h]:mm:ss", 47: "mm:ss", 48: "0.00E+00", 49: "@",
}  # fmt: skip
_MONTHS = (
    "janvier février mars avril mai juin juillet août septembre octobre novembre décembre".split()
)  # fmt: skip
_TOKEN = re.compile(
    r"\"(?P<quoted>[^\"]*)\"?|\\(?P<escaped>.)|\[\$(?P<currency>[^\]-]*)[^\]]*\]|\[(?P<elapsed>[hms]+)\]|\[[^\]]*\]"
    r"|[_*].|(?P<general>General|Standard)|(?P<scientific>[Ee][+-])|(?P<ampm>AM/PM|A/P)|(?P<date>[dmyhsDMYHS]+|[jaJA]+)"
    r"|(?P<digits>[0#?](?:[0#?,.]|[ \u00a0\u202f](?=[0#?]))*)|(?P<other>.)",
    re.DOTALL,
)
# What parts the thousands: LibreOffice writes the blank of its own language.
_PARTED = re.compile(r"[, \u00a0\u202f]")
_DAYS_OF_1904 = 1462
_MOST_DAYS = 2_958_465  # 31 December 9999
_MINUTE = 1 / 1440


def format_number(value: float, code: str, *, since_1904: bool = False) -> str:
    """The text that a cell of that number format shows for a number; decimal comma, thousands parted by a space.

    >>> format_number(0.25, "0%"), format_number(1250.5, '#,##0.00 "€"'), format_number(45000, "mmm-yy")
    ('25 %', '1 250,50 €', 'mars 2023')
    """
    letters, elapsed = _date_letters(_section(code, value))
    if elapsed:
        minutes = round(value * 1440)
        return f"{minutes // 60}:{minutes % 60:02}"
    if letters:
        return _format_date(value + (_DAYS_OF_1904 if since_1904 else 0), letters) or format_plain(value)
    return _format_amount(value, code)


def format_plain(value: float) -> str:
    """A number without a format: fifteen digits at most, decimal comma.

    >>> format_plain(2024.0), format_plain(0.1 + 0.2)
    ('2024', '0,3')
    """
    if value == int(value) and abs(value) < 1e15:
        return str(int(value))
    return f"{value:.15g}".replace(".", ",")


def _section(code: str, value: float) -> str:
    """The part of `positive;negative;zero` that a number is shown by."""
    sections = _split_sections(code)
    if value < 0 and len(sections) > 1:
        return sections[1]
    return sections[2] if value == 0 and len(sections) > 2 else sections[0]


@lru_cache(maxsize=1024)
def _split_sections(code: str) -> tuple[str, ...]:
    sections, start, quoted = [], 0, False
    for i, char in enumerate(code):
        if char == '"':
            quoted = not quoted
        elif char == ";" and not quoted:
            sections.append(code[start:i])
            start = i + 1
    return (*sections, code[start:])


@lru_cache(maxsize=1024)
def _date_letters(section: str) -> tuple[str, bool]:
    """The date and time letters of a format, lower case, and whether it shows time elapsed (`[h]:mm`)."""
    letters, elapsed = "", False
    for token in _TOKEN.finditer(section):
        if token["digits"] and token["digits"] != "0" * len(token["digits"]):
            return "", False
        if token["elapsed"]:
            elapsed = True
            letters += "h"
        # LibreOffice writes the letters of its own language: `JJ/MM/AAAA`.
        letters += (token["date"] or "").lower().replace("j", "d").replace("a", "y")
    return letters, elapsed


def _format_date(days: float, letters: str) -> str | None:
    if not 0 <= days <= _MOST_DAYS:
        return None
    # Excel counts 29 February 1900, which never was.
    moment = datetime(1899, 12, 30 if days >= 60 else 31) + timedelta(days=days + _MINUTE / 120)  # noqa: DTZ001 - a day
    clock = f"{moment.hour}:{moment.minute:02}" if "h" in letters else ""
    has_month = "m" in letters.replace("hm", "h") if "h" in letters else "m" in letters
    if not any(letter in letters for letter in "dy") and not (has_month and "h" not in letters and "s" not in letters):
        return clock or f"{moment.minute}:{moment.second:02}"
    day = f"{moment.day:02}/{moment.month:02}/{moment.year}"
    if "d" not in letters:
        day = f"{_MONTHS[moment.month - 1]} {moment.year}" if "m" in letters else str(moment.year)
    return f"{day} {clock}" if clock and (moment.hour or moment.minute) else day


def _format_amount(value: float, code: str) -> str:
    section = _section(code, value)
    before, digits, after, percent = _parse_amount(section)
    if digits is None:
        text = format_plain(value)
    else:
        scaled = abs(value) * (100 if percent else 1) / 1000 ** (len(digits) - len(digits.rstrip(",")))
        text = _place_digits(scaled, digits.rstrip(","))
        if value < 0 and len(_split_sections(code)) == 1:
            text = f"-{text}"
    return f"{before}{text}{after}".strip() or format_plain(value)


@lru_cache(maxsize=1024)
def _parse_amount(section: str) -> tuple[str, str | None, str, bool]:
    """What stands before the digits, the digits' own form (None for general), what stands after, whether per cent."""
    texts: list[str] = ["", ""]
    digits: str | None = None
    percent = plain = False
    for token in _TOKEN.finditer(section):
        if token["general"] or token["scientific"]:
            plain = True
        elif token["digits"]:
            if digits is None:
                digits = token["digits"]
            continue
        text = token["quoted"] or token["escaped"] or token["currency"] or token["other"] or ""
        if text == "%":
            percent, text = True, " %"
        texts[digits is not None] += "" if text in ("@", "/") else text
    if "/" in section and digits is not None and "?" in section:
        plain = True
    return texts[0].lstrip(), None if plain else digits, texts[1].rstrip().replace("  ", " "), percent


def _place_digits(value: float, form: str) -> str:
    whole, _, fraction = form.partition(".")
    least, most = fraction.count("0"), len(fraction.replace(",", ""))
    text = f"{value:,.{most}f}" if _PARTED.search(whole) else f"{value:.{most}f}"
    if most > least:
        kept = len(text) - most + least
        text = (text[:kept] + text[kept:].rstrip("0")).rstrip(".")
    if text == "0" and "0" not in form:
        return ""
    width = sum(char == "0" for char in whole)
    if text.isdigit() and width > 1 and not _PARTED.search(whole):
        return text.zfill(width)
    return text.replace(",", " ").replace(".", ",")
