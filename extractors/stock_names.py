"""What a template or a program writes into a file's properties for want of an author, a company or a title.

Such names are facts about software, not about the document.
"""

AUTHORS = frozenset(
    ("python-docx", "un-named", "apache poi", "microsoft office user", "utilisateur windows", "windows user", "user",
     "utilisateur", "admin", "administrateur", "administrator", "unknown", "inconnu", "auteur", "author", "openpyxl",
     "xlsxwriter")
)  # fmt: skip
COMPANIES = frozenset(
    ("microsoft", "microsoft corporation", "hewlett-packard", "hewlett-packard company", "hp", "hp inc.", "dell",
     "dell inc.", "lenovo", "acer", "asus", "toshiba", "sony", "grizli777", "company", "société")
)  # fmt: skip
TITLES = frozenset(("word document", "document", "titre", "title", "microsoft word", "classeur1", "book1", "feuil1"))
# Zip and Windows epochs, and the birthdays of python-docx's and Excel's own templates.
DATES = frozenset(("1601-01-01", "1970-01-01", "1980-01-01", "2013-12-23", "2006-09-16"))


def own_words(value: str | None, stock: frozenset[str]) -> str | None:
    """The value on one line; None where it is blank or one of the stock names."""
    text = " ".join((value or "").split())
    return None if not text or text.lower() in stock else text
