"""What the walk over an office document left out on purpose, and the flags that tell of it."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from models.flags import Flag, Gravity

_SAMPLE = 60


@dataclass(slots=True)
class Ledger:
    """Texts left out for a known reason, characters of hidden text, unfilled prompts, comments of reviewers, tables
    nested too deep to keep their cells, embedded parts that no reader takes."""

    excused: list[str] = field(default_factory=list)
    hidden: int = 0
    prompts: int = 0
    comments: int = 0
    flattened: int = 0
    unread: int = 0

    def excuse(self, texts: Iterable[str | None]) -> None:
        """Note texts as left out on purpose."""
        self.excused.extend(text for text in texts if text)


def flag_losses(ledger: Ledger, lost: Sequence[str], program: str) -> Iterator[Flag]:
    """What the reader of the tables should know of what does not stand in the text; `lost` has no known reason."""
    if lost:
        sample = " ".join(lost[0].split())[:_SAMPLE]
        what = _count(len(lost), "passage du fichier manque", "passages du fichier manquent")
        yield Flag("texte_perdu", f"{what} dans le texte extrait, dont « {sample} ».")
    if ledger.unread:
        what = _count(ledger.unread, "contenu inséré n'a pas pu être lu", "contenus insérés n'ont pas pu être lus")
        yield Flag("texte_perdu", f"{what} dans le document.")
    if ledger.hidden:
        what = _count(
            ledger.hidden,
            f"caractère masqué dans {program} a été écarté",
            f"caractères masqués dans {program} ont été écartés",
        )
        yield Flag("texte_masque", f"{what}.", Gravity.INFO)
    if ledger.prompts:
        what = _count(
            ledger.prompts, "champ de formulaire vide a été écarté", "champs de formulaire vides ont été écartés"
        )
        yield Flag("invites_ecartees", f"{what} avec le texte d'invite.", Gravity.INFO)
    if ledger.flattened:
        message = "Des tableaux trop profondément imbriqués ont été lus comme de simples paragraphes."
        yield Flag("imbrication_profonde", message)
    if ledger.comments:
        what = _count(
            ledger.comments, "commentaire de relecture a été écarté", "commentaires de relecture ont été écartés"
        )
        yield Flag("commentaires_ecartes", f"{what}.", Gravity.INFO)


def _count(number: int, one: str, many: str) -> str:
    return f"{number} {one if number == 1 else many}"
