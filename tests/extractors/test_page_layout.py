"""Layout on page models made by hand: columns, labels beside values, paragraphs, underlines, bullets."""

from dataclasses import replace

from extractors.page import Run
from extractors.page_layout import read_layout
from extractors.page_paragraphs import Paragraph
from extractors.page_tables import Table
from models.document import Style
from tests.extractors.page_models import BOLD, PLAIN, make_page, make_run

TEAL = Style(size=10.0, color=0x007A87, bold=True)


def _column(x0: float, top: float, *lines: str, style: Style = PLAIN, step: float = 12) -> list[Run]:
    return [make_run(line, x0, top + step * number, style=style) for number, line in enumerate(lines)]


def _texts(runs: list[Run], **options: object) -> list[str]:
    return [part.text for part in read_layout(make_page(runs, **options)).parts]  # type: ignore[arg-type]  # test data


def _by_height(runs: list[Run]) -> list[Run]:
    """As a program draws that goes line by line over the page."""
    return sorted(runs, key=lambda run: (run.top, run.x0))


LEFT = (
    "Pilote de l'action",
    "Agence du Val",
    "Partenaires du plan",
    "Communes, hôpital",
    "Échéance prévue",
    "Fin 2027",
)
RIGHT = (
    "Le réseau desservira quatre communes du plateau, un",
    "jour par semaine dans chacune, et s'appuiera sur les",
    "salles communales et sur un véhicule aménagé que les",
    "bénévoles conduiront après une formation.",
)


def test_a_side_bar_is_read_before_the_text_and_never_across() -> None:
    runs = _by_height([*_column(50, 100, *LEFT), *_column(220, 103, *RIGHT)])
    text = "\n".join(_texts(runs))
    assert text.index("Fin 2027") < text.index("Le réseau")
    assert "un jour par semaine dans chacune, et s'appuiera sur les salles communales" in text


def test_a_title_over_both_columns_comes_first() -> None:
    title = make_run("Un titre qui va sur toute la largeur de la page et même encore plus loin", 50, 80)
    runs = _by_height([title, *_column(50, 100, *LEFT), *_column(220, 103, *RIGHT)])
    assert _texts(runs)[0].startswith("Un titre")


def test_bold_labels_beside_values_are_a_table_of_two_columns() -> None:
    runs = [
        *_column(50, 100, "Constat", style=TEAL),
        *_column(200, 100, "Les délais montent dans tous les cabinets et les", "soignants manquent."),
        *_column(50, 136, "Pilotage et", "partenariat", style=TEAL),
        *_column(200, 136, "Agence du Val d'Orge", "Communes"),
        *_column(50, 172, "Budget", style=TEAL),
        *_column(200, 172, "12 000 € par an"),
    ]
    (table,) = read_layout(make_page(_by_height(runs))).parts
    assert isinstance(table, Table)
    assert not table.ruled
    assert [row[0].text for row in table.rows] == ["Constat", "Pilotage et partenariat", "Budget"]
    assert table.rows[1][1].text == "Agence du Val d'Orge\nCommunes"


def test_two_pairs_of_label_and_value_a_row_are_a_table_of_four_columns() -> None:
    runs = [
        *_column(50, 130, "Pilote", style=TEAL),
        *_column(150, 130, "Agence du Val", "d'Orge"),
        *_column(300, 130, "Acteurs à", "mobiliser", style=TEAL),
        *_column(400, 130, "Communes et", "hôpital"),
        *_column(50, 166, "Public", style=TEAL),
        *_column(150, 166, "Habitants"),
        *_column(300, 166, "Budget", style=TEAL),
        *_column(400, 166, "12 000 €"),
    ]
    (table,) = read_layout(make_page(_by_height(runs))).parts
    assert isinstance(table, Table)
    assert [[cell.text.replace("\n", " ") for cell in row] for row in table.rows] == [
        ["Pilote", "Agence du Val d'Orge", "Acteurs à mobiliser", "Communes et hôpital"],
        ["Public", "Habitants", "Budget", "12 000 €"],
    ]


def test_prose_in_two_columns_is_no_table() -> None:
    runs = _by_height([*_column(50, 100, *(line[:34] for line in RIGHT)), *_column(320, 100, *RIGHT)])
    assert not any(isinstance(part, Table) for part in read_layout(make_page(runs)).parts)


def test_a_number_beside_the_middle_of_a_title_opens_it() -> None:
    big = Style(size=16.0, color=0)
    runs = [
        make_run("Connaître son système pour mieux", 105, 98, style=big),
        make_run("l'exploiter", 105, 118, style=big),
        make_run("c.1", 66, 106, style=big),
    ]
    assert _texts(runs)[0].startswith("c.1 Connaître")


def test_a_short_line_ends_its_paragraph_and_a_full_one_does_not() -> None:
    runs = _column(
        50, 100,
        "Le comité se réunit deux fois par an afin de suivre les",
        "actions engagées.",
        "Un bilan est publié chaque année.",
    )  # fmt: skip
    assert _texts(runs) == [
        "Le comité se réunit deux fois par an afin de suivre les actions engagées.",
        "Un bilan est publié chaque année.",
    ]


def test_a_bold_label_after_a_full_line_opens_a_paragraph() -> None:
    runs = [
        make_run("Direction des services départementaux de l'éducation", 50, 100),
        make_run("Partenaires :", 50, 112, style=BOLD),
        make_run("gendarmerie et caisse", 120, 112),
    ]
    assert _texts(runs)[1].startswith("Partenaires :")


def test_three_points_of_jitter_part_no_line() -> None:
    runs = [make_run("Le comité", 50, 100), make_run("se réunit", 100, 103), make_run("en mai.", 150, 99)]
    assert _texts(runs) == ["Le comité se réunit en mai."]


def test_a_superscript_stays_in_its_line() -> None:
    small = Style(size=6.0, color=0)
    runs = [make_run("Le 1", 50, 100), replace(make_run("er", 70, 99, style=small), spaced=False, order=1)]
    assert _texts(runs) == ["Le 1er"]


def test_a_line_below_words_underlines_them_and_a_border_does_not() -> None:
    runs = [make_run("Leviers", 50, 100)]
    (part,) = read_layout(make_page(runs, lines=[(50, 109, 85, 109)])).parts
    assert isinstance(part, Paragraph)
    assert part.styled[0][1].underline
    (plain,) = read_layout(make_page(runs, lines=[(50, 109, 300, 109)])).parts
    assert isinstance(plain, Paragraph)
    assert not plain.styled[0][1].underline


def test_a_drawn_dot_before_a_line_is_its_bullet() -> None:
    runs = [make_run("Former les bénévoles", 60, 100)]
    (part,) = read_layout(make_page(runs, fills=[((50, 103, 53, 106), 0)])).parts
    assert isinstance(part, Paragraph)
    assert part.marker == "•"


def test_a_table_ruled_by_horizontal_lines_alone_takes_its_columns_from_white_space() -> None:
    lines = [(50.0, top, 500.0, top) for top in (100.0, 120.0, 140.0, 160.0)]
    runs = [
        make_run(text, x, 105 + 20 * row)
        for row, cells in enumerate((("Étape", "Année"), ("Étude", "2025"), ("Ouverture", "2026")))
        for x, text in zip((55, 300), cells, strict=True)
    ]
    (table,) = read_layout(make_page(runs, lines=lines)).parts
    assert isinstance(table, Table)
    assert [[cell.text for cell in row] for row in table.rows] == [
        ["Étape", "Année"],
        ["Étude", "2025"],
        ["Ouverture", "2026"],
    ]


def test_a_table_striped_on_every_other_row_keeps_all_rows() -> None:
    stripes = [((50, top, 300, top + 20), 0xEEEEEE) for top in (100, 140)]
    stripes += [((300, top, 500, top + 20), 0xEEEEEE) for top in (100, 140)]
    runs = [
        make_run(text, x, 105 + 20 * row)
        for row, cells in enumerate((("Étape", "Année"), ("Étude", "2025"), ("Achat", "2026"), ("Ouverture", "2027")))
        for x, text in zip((55, 310), cells, strict=True)
    ]
    (table,) = read_layout(make_page(runs, fills=stripes)).parts
    assert isinstance(table, Table)
    assert [row[0].text for row in table.rows] == ["Étape", "Étude", "Achat", "Ouverture"]


def test_pictograms_before_labels_part_no_label_from_its_text() -> None:
    sign = Style(size=16.0, color=0xC2185B)
    runs: list[Run] = []
    for number, (icon, label, text) in enumerate(
        (("☂", "Contexte", "Les délais montent."), ("✔", "Pilote", "Agence du Val"), ("⚑", "Budget", "12 000 € par an"))
    ):
        top = 100 + 40 * number
        runs += [
            make_run(icon, 50, top, 62, style=sign),
            make_run(label, 80, top, style=TEAL),
            make_run(text, 220, top),
        ]
    (table,) = read_layout(make_page(runs)).parts
    assert isinstance(table, Table)
    # The tick is a list's marker too, and goes off the text.
    assert [row[0].text for row in table.rows] == ["☂ Contexte", "Pilote", "⚑ Budget"]
    assert [row[1].text for row in table.rows] == ["Les délais montent.", "Agence du Val", "12 000 € par an"]


def test_boxes_side_by_side_are_read_box_by_box() -> None:
    boxes = [(50.0 + 170 * n, 90.0, 200.0 + 170 * n, 150.0) for n in range(3)]
    labels, answers = ("Pilote", "Publics", "Échéance"), ("Agence du Val", "Habitants", "Fin 2027")
    runs = [
        *(make_run(text, box[0] + 8, 96, style=TEAL) for text, box in zip(labels, boxes, strict=True)),
        *(make_run(text, box[0] + 8, 112) for text, box in zip(answers, boxes, strict=True)),
    ]
    lines = [
        side
        for x0, top, x1, bottom in boxes
        for side in ((x0, top, x1, top), (x0, bottom, x1, bottom), (x0, top, x0, bottom), (x1, top, x1, bottom))
    ]
    for page in (make_page(runs, lines=lines), make_page(runs, fills=[(box, 0xEEEEEE) for box in boxes])):
        (table,) = read_layout(page).parts
        assert isinstance(table, Table)
        assert [cell.text for cell in table.rows[0]] == [
            "Pilote\nAgence du Val",
            "Publics\nHabitants",
            "Échéance\nFin 2027",
        ]


def test_a_large_number_at_the_right_of_a_title_of_two_lines_parts_it_not() -> None:
    title, number = Style(size=20.0, color=0), Style(size=42.0, color=0xFFFFFF)
    runs = [
        make_run("Dresser l'atlas de la biodiversité", 50, 60, style=title),
        make_run("communale", 50, 84, style=title),
        make_run("03", 480, 58, style=number),
    ]
    assert _texts(runs) == ["03", "Dresser l'atlas de la biodiversité communale"]


def test_letters_of_turned_text_drawn_one_by_one_are_words() -> None:
    runs = [
        Run(letter, 57.0, 200.0 - 6 * n, 67.0, 206.0 - 6 * n, 57.0, 10.0, PLAIN, 1, True, n)
        for n, letter in enumerate("Budget")
    ]
    assert _texts(runs) == ["Budget"]


def test_a_period_cut_at_its_hyphen_is_one_period() -> None:
    runs = _column(50, 100, "Le plan se déroule sur la période 2024-", "2026, puis il est revu.")
    assert _texts(runs) == ["Le plan se déroule sur la période 2024-2026, puis il est revu."]


def test_a_label_set_on_the_line_of_its_box_is_inside() -> None:
    boxes = [(50.0, 100.0, 280.0, 150.0), (300.0, 100.0, 530.0, 150.0)]
    labels, answers = ("Pilote", "Publics"), ("Agence du Val", "Habitants")
    runs = [
        *(make_run(text, box[0] + 12, 94, style=TEAL) for text, box in zip(labels, boxes, strict=True)),
        *(make_run(text, box[0] + 8, 112) for text, box in zip(answers, boxes, strict=True)),
    ]
    lines = [
        side
        for x0, top, x1, bottom in boxes
        for side in ((x0, top, x1, top), (x0, bottom, x1, bottom), (x0, top, x0, bottom), (x1, top, x1, bottom))
    ]
    (table,) = read_layout(make_page(runs, lines=lines)).parts
    assert isinstance(table, Table)
    assert [cell.text for cell in table.rows[0]] == ["Pilote\nAgence du Val", "Publics\nHabitants"]


def test_short_columns_under_bold_heads_are_read_one_after_the_other() -> None:
    runs = [
        make_run("Budget prévisionnel", 50, 100, style=BOLD),
        make_run("Indicateurs retenus", 320, 100, style=BOLD),
        make_run("19 400 € par an", 50, 116),
        make_run("Nombre de séances", 320, 116),
    ]
    assert _texts(runs) == ["Budget prévisionnel", "19 400 € par an", "Indicateurs retenus", "Nombre de séances"]


def _label_box(*values: tuple[int, str]) -> list[Run]:
    """Four right-aligned labels with a colon, one below another, and values level with some of them."""
    labels = ("Difficulté du projet :", "Priorité :", "Cible :", "Métiers concernés :")
    left = [make_run(text, 220 - 5 * len(text), 100 + 22 * row) for row, text in enumerate(labels)]
    return _by_height([*left, *(make_run(text, 240, 100 + top) for top, text in values)])


def test_labels_with_a_colon_keep_their_rows_where_pictures_stand_for_values() -> None:
    runs = _label_box((44, "Tous les habitants"), (66, "Services techniques, élus"))
    (table,) = read_layout(make_page(runs)).parts
    assert isinstance(table, Table)
    assert [[cell.text for cell in row] for row in table.rows] == [
        ["Difficulté du projet :", ""],
        ["Priorité :", ""],
        ["Cible :", "Tous les habitants"],
        ["Métiers concernés :", "Services techniques, élus"],
    ]


def test_a_value_of_two_lines_set_wide_stays_in_the_row_of_its_label() -> None:
    runs = _label_box((44, "Tous les habitants"), (66, "Services techniques, élus, responsable"), (86, "de la voirie"))
    (table,) = read_layout(make_page(runs)).parts
    assert isinstance(table, Table)
    assert table.rows[3][1].text.split() == "Services techniques, élus, responsable de la voirie".split()


def test_a_number_in_a_disc_beside_a_title_of_three_lines_opens_its_first() -> None:
    title, number = Style(size=17.0, color=0, bold=True), Style(size=20.0, color=0xFFFFFF, bold=True)
    lines = (
        "Faciliter les installations et la transmission",
        "des fermes du pays, de la première visite",
        "jusqu'à la troisième récolte",
    )
    runs = [
        *(make_run(line, 100, 76 + 22 * n, style=title) for n, line in enumerate(lines)),
        make_run("1", 62, 96, style=number),
    ]
    assert _texts(runs)[0].startswith("1 Faciliter")


def test_a_label_in_the_middle_of_its_background_has_the_row_of_that_background() -> None:
    labels = [make_run("Constat", 60, 118, style=BOLD), make_run("Objectifs", 60, 162, style=BOLD)]
    labels += [make_run("Pilote", 60, 194, style=BOLD)]
    values = [
        *_column(
            220, 104, "Les délais montent dans tous les cabinets du plateau.", "Deux médecins partiront.", step=14
        ),
        *_column(220, 132, "Aucun successeur ne s'annonce."),
        *_column(220, 155, "Réduire les délais", "Installer deux médecins", step=14),
        make_run("Agence du Val", 220, 194),
    ]
    boxes = [((50.0, top, 200.0, bottom), 0xCCDDEE) for top, bottom in ((100.0, 146.0), (150.0, 184.0), (188.0, 208.0))]
    (table,) = read_layout(make_page(_by_height([*labels, *values]), fills=boxes)).parts
    assert isinstance(table, Table)
    assert [row[0].text for row in table.rows] == ["Constat", "Objectifs", "Pilote"]
    assert "délais montent" in table.rows[0][1].text
    assert table.rows[1][1].text.startswith("Réduire")


def test_turned_letters_a_little_apart_are_one_word() -> None:
    letters = [Run("CO"[n], 20, 100 - 9 * n, 30, 108 - 9 * n, 28, 10.0, PLAIN, 1, n == 0, n) for n in range(2)]
    wider = Run("N", 20, 79.5, 30, 88.5, 28, 10.0, PLAIN, 1, False, 2)
    (paragraph,) = read_layout(make_page([*letters, wider])).parts
    assert paragraph.text == "CON"


def test_a_line_below_the_head_of_a_page_keeps_its_right_end_out_of_the_right_column() -> None:
    head = [make_run("AXE 3 – Prévention", 50, 40, style=BOLD), make_run("Fiche action n° 10", 470, 40)]
    left = _column(50, 70, "Bouger après 60 ans", "La sédentarité progresse après la retraite", "et les chutes aussi.")
    right = _column(310, 70, "Comité sportif", "Clubs du canton et associations de quartier", "Caisse de retraite")
    texts = _texts(_by_height([*head, *left, *right]), lines=[(50, 56, 560, 56)])
    assert "".join(texts).index("Fiche action n° 10") < "".join(texts).index("Bouger après")


def _pill(x0: float, top: float, x1: float) -> list[tuple[float, float, float, float]]:
    return [(x0, top, x1, top), (x0, top + 16, x1, top + 16), (x0, top, x0, top + 16), (x1, top, x1, top + 16)]


def test_names_in_small_boxes_side_by_side_are_texts_of_their_own() -> None:
    names = [make_run("Assurance maladie", 60, 103), make_run("Parents d'élèves", 174, 103)]
    runs = [make_run("Partenaires", 50, 80, style=BOLD), *names]
    assert _texts(runs)[-1] == "Assurance maladie Parents d'élèves"
    lines = [*_pill(52, 100, 153), *_pill(166, 100, 262)]
    assert _texts(runs, lines=lines)[-2:] == ["Assurance maladie", "Parents d'élèves"]


def test_names_in_small_boxes_behind_a_label_stay_on_its_line() -> None:
    runs = [make_run("Pilotes :", 50, 103), make_run("Assurance maladie", 110, 103), make_run("Ville", 224, 103)]
    lines = [*_pill(102, 100, 203), *_pill(216, 100, 262)]
    assert _texts(runs, lines=lines) == ["Pilotes : Assurance maladie Ville"]
