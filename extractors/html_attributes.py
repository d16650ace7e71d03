"""Attributes of HTML elements as values."""

from collections.abc import Mapping


def find_panel_of_tab(attributes: Mapping[str, str]) -> str | None:
    """The id of the panel that a tab opens; None for what is no tab, or opens nothing."""
    get = attributes.get
    if get("role") != "tab" and get("data-toggle") != "tab" and get("data-bs-toggle") != "tab":
        return None
    link = attributes.get("data-bs-target") or attributes.get("data-target") or attributes.get("href") or ""
    return attributes.get("aria-controls") or (link[1:] if link.startswith("#") else "") or None


def read_span(value: str | None) -> int:
    """A `rowspan` or `colspan` as written, 1 where it is no number; 0 is «to the end»."""
    digits = (value or "").strip()
    return int(digits) if digits.isdecimal() and len(digits) < 6 else 1


def write_number(number: int, kind: str) -> str:
    """The marker that an ordered list draws: `1.`, `a.`, `iv.`; figures where the kind has no sign for the number."""
    if kind in {"a", "A"} and 1 <= number <= 26:
        return f"{chr(ord(kind) + number - 1)}."
    if kind in {"i", "I"} and 1 <= number <= 39:
        roman = "X" * (number // 10) + ("", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX")[number % 10]
        return f"{roman if kind == 'I' else roman.lower()}."
    return f"{number}."
