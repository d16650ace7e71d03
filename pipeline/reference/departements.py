"""The code of a département as a person types it."""

from models.errors import UsageError
from pipeline.reference.gazetteer import load_gazetteer
from pipeline.reference.keys import name_key


def read_departement(text: str) -> str:
    """The INSEE code of a département given by code or name. Raises UsageError where there is none such.

    >>> read_departement("1"), read_departement("2a"), read_departement("Haute-Saône")
    ('01', '2A', '70')
    """
    gazetteer = load_gazetteer()
    bare = text.strip()
    code = bare.upper().zfill(2)
    if gazetteer.by_code("departement", code):
        return code
    for entry in gazetteer.entries(gazetteer.names.rows(name_key(bare))):
        if entry.type == "departement":
            return entry.code
    raise UsageError(f"--departement {text} : département inconnu", "donnez son code : 41, 2A, 974.")
