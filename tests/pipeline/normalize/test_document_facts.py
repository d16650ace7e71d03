"""What a document is: title, author, publisher, day of publication, language."""

from dataclasses import asdict, replace
from datetime import date
from typing import Any

import pytest

from models.action import Champ, DocumentFacts, Fiche, Item, Structure
from models.document import NO_METADATA, Document, Metadata, Page, Place
from models.flags import Flag, Gravity
from pipeline.normalize.document_facts import find_document_facts, find_language, split_crumbs
from pipeline.structure.plan_page import find_plan_champs
from tests.pipeline.structure.plan_page_markup import PAGES, lines_of, make_document

PDF = "application/pdf"


def read_page(text: str, metadata: Metadata = NO_METADATA, media_type: str = "text/html") -> DocumentFacts:
    document = make_document(text, metadata=metadata, media_type=media_type)
    plan_champs, rest = find_plan_champs(document)
    return find_document_facts(document, Structure((), plan_champs, rest), lines_of(document))


def read_fiches(
    text: str, *titles: str, metadata: Metadata = NO_METADATA, pages: int = 0, pictures: tuple[int, ...] = ()
) -> DocumentFacts:
    document = replace(
        make_document(text, metadata=metadata, media_type=PDF),
        pages=tuple(Page(number, 595.0, 842.0) for number in range(1, pages + 1)),
        flags=tuple(Flag("page_numerisee", "", Gravity.INFO, page) for page in pictures),
    )
    fiches = tuple(Fiche(title, None, None, (), (Champ("entete", (_item(document, title),)),)) for title in titles)
    return find_document_facts(document, Structure(fiches, (), ()), lines_of(document))


def _item(document: Document, text: str) -> Item:
    start = document.text.index(text)
    return Item(text, Place(start, start + len(text)))


@pytest.mark.parametrize("page", PAGES, ids=[page["name"] for page in PAGES])
def test_a_page_gives_the_facts_that_it_is_written_to_give(page: dict[str, Any]) -> None:
    found = asdict(read_page(page["text"]))
    assert {name: found[name] for name in page["document"]} == page["document"]
    assert found["langue"] == "fr"


def test_a_single_fiche_gives_its_title_to_the_document() -> None:
    assert read_fiches("Plan du Val\nOuvrir un lavoir\nTexte", "Ouvrir un lavoir").titre == "Ouvrir un lavoir"


def test_several_fiches_are_titled_by_their_cover() -> None:
    text = "Commune du Val\n# Fiches actions du plan\nOuvrir un lavoir\nTexte\nFermer un pont"
    assert read_fiches(text, "Ouvrir un lavoir", "Fermer un pont").titre == "Fiches actions du plan"


def test_several_fiches_without_a_cover_are_titled_by_their_running_head_and_never_by_a_page_number() -> None:
    text = "Ouvrir un lavoir\n~ Page 2 sur 9\nTexte\n~ Plan du Val Perché\nFermer un pont"
    assert read_fiches(text, "Ouvrir un lavoir", "Fermer un pont").titre == "Plan du Val Perché"


def test_the_files_title_counts_before_a_cover_that_only_text_recognition_reads() -> None:
    text = "# ÉRAL REr\nOuvrir un lavoir\nTexte\nFermer un pont"
    titles, own = ("Ouvrir un lavoir", "Fermer un pont"), Metadata(title="Plan général du Val")
    assert read_fiches(text, *titles, metadata=own, pages=9, pictures=(1, 4)).titre == "Plan général du Val"
    scan = "# Fiches du Val\nOuvrir un lavoir\nTexte\nFermer un pont"
    assert read_fiches(scan, *titles, metadata=own, pages=2, pictures=(1, 2)).titre == "Fiches du Val"


def test_the_files_title_counts_unless_a_program_made_it_up() -> None:
    text = "Ouvrir un lavoir\nTexte\nFermer un pont"
    titles = ("Ouvrir un lavoir", "Fermer un pont")
    assert read_fiches(text, *titles, metadata=Metadata(title="Plan du Val")).titre == "Plan du Val"
    assert read_fiches(text, *titles, metadata=Metadata(title="Microsoft Word - plan_v3.docx")).titre is None


def test_a_sites_name_is_no_part_of_a_pages_title() -> None:
    text = "Bienvenue au Val\n# Notre contrat\nTexte."
    assert read_page(text, Metadata(title="Notre contrat | Commune du Val")).titre == "Notre contrat"
    assert read_page("Texte sans titre.", Metadata(title="Notre contrat - Le Val")).titre == "Notre contrat"


def test_a_breadcrumb_tells_the_pages_title_and_the_line_above_it_the_site() -> None:
    facts = read_page("Le Réseau du Val\nAccueil > Santé > Notre contrat\nNotre contrat\nTexte.")
    assert (facts.titre, facts.editeur) == ("Notre contrat", "Le Réseau du Val")


def test_a_line_above_the_byline_is_the_title() -> None:
    facts = read_page("Le Val en direct\nNotre contrat\nlundi 4 mars 2019, par Ana MOREAU\nTexte.")
    assert (facts.titre, facts.auteur, facts.date_publication) == ("Notre contrat", "Ana MOREAU", date(2019, 3, 4))


@pytest.mark.parametrize(
    ("line", "day"),
    [
        ("Publié le 12 mars 2019", date(2019, 3, 12)),
        ("Mis à jour le 03/04/2020", date(2020, 4, 3)),
        ("12 mars 2019", date(2019, 3, 12)),
        ("Le diagnostic du 12 mars 2019 a été lu.", None),
    ],
)
def test_a_day_of_publication_is_said_so_or_stands_alone(line: str, day: date | None) -> None:
    assert read_page(f"# Notre contrat\n{line}\nTexte.").date_publication == day


def test_a_pages_own_day_counts_and_the_day_a_file_was_made_does_not() -> None:
    stamped = Metadata(date="2019-03-12", author="Ana MOREAU")
    assert read_page("# Notre contrat", stamped).date_publication == date(2019, 3, 12)
    assert read_page("# Notre contrat", stamped, PDF).date_publication is None
    assert read_page("# Notre contrat", Metadata(date="2019-03")).date_publication is None


def test_a_login_is_no_author_and_neither_is_the_site() -> None:
    for login in ("admin", "jdupont2", "Utilisateur", "Microsoft Office User"):
        assert read_page("# Notre contrat", Metadata(author=login), PDF).auteur is None
    assert read_page("# Notre contrat", Metadata(author="Le Val", publisher="Le Val")).auteur is None
    assert read_page("# Notre contrat", Metadata(author="Ana Moreau"), PDF).auteur == "Ana Moreau"


def test_the_holder_of_the_copyright_is_the_publisher() -> None:
    text = "# Notre contrat\nTexte.\n~ © 2021 Commune du Val - Tous droits réservés"
    assert read_page(text).editeur == "Commune du Val"


def test_the_language_is_told_by_small_words() -> None:
    assert find_language("Le plan de la commune est lu par les élus et les habitants.") == "fr"
    assert find_language("The plan of the town is read by the people and for the people.") is None
    assert find_language("12 34") is None


def test_a_date_with_slashes_is_no_breadcrumb() -> None:
    assert split_crumbs("Accueil / Santé") == ["Accueil", "Santé"]
    assert split_crumbs("Le 12 / 03 / 2019") == []
