"""Ruled tables of PDFs: cells, spans, colours, what runs over a page break."""

from reportlab.pdfgen.canvas import Canvas

from models.document import Block, BlockKind, Document
from tests.extractors.pdf_files import HEIGHT, fill, grid, make_pdf, read_pdf, rows, rule, texts, write
from tests.extractors.pdf_tables import BOLD, coloured_cells, merged_label, thin_fills, turned_label


def _tables(document: Document) -> list[Block]:
    return [block for block in document.body if block.kind is BlockKind.TABLE]


def _fiche(canvas: Canvas) -> None:
    grid(canvas, (60, 180, 540), (100, 130, 190))
    write(canvas, 66, 118, "Pilote", font=BOLD)
    write(canvas, 186, 118, "Agence du Val d'Orge")
    write(canvas, 66, 148, "Objectifs", font=BOLD)
    write(canvas, 186, 148, "• Réduire les délais", "• Former les aidants")


def test_a_ruled_table_gives_each_cell_with_page_and_box() -> None:
    document = read_pdf(make_pdf(_fiche))
    (table,) = _tables(document)
    assert rows(document, table) == [
        ["Pilote", "Agence du Val d'Orge"],
        ["Objectifs", "Réduire les délais\nFormer les aidants"],
    ]
    box = table.rows[1][1].place.box
    assert box is not None
    assert [round(side) for side in (box.x0, box.top, box.x1, box.bottom)] == [180, 130, 540, 190]
    assert table.rows[1][1].place.page == 1


def test_bullets_in_a_cell_are_items_and_labels_are_bold() -> None:
    (table,) = _tables(read_pdf(make_pdf(_fiche)))
    assert [block.kind for block in table.rows[1][1].blocks] == [BlockKind.ITEM, BlockKind.ITEM]
    assert [row[0].style.bold for row in table.rows] == [True, True]
    assert not table.rows[0][1].style.bold


def test_wrapped_lines_of_a_cell_are_one_paragraph_and_a_short_line_ends_it() -> None:
    def draw(canvas: Canvas) -> None:
        grid(canvas, (60, 180, 400), (100, 200))
        write(canvas, 66, 118, "Constat", font=BOLD)
        write(
            canvas, 186, 118,
            "Le bassin compte trop peu de soignants pour",
            "les besoins des habitants âgés.",
            "Les délais montent.",
        )  # fmt: skip

    document = read_pdf(make_pdf(draw))
    cell = _tables(document)[0].rows[0][1]
    assert texts(document, cell.blocks) == [
        "Le bassin compte trop peu de soignants pour les besoins des habitants âgés.",
        "Les délais montent.",
    ]


def test_a_label_cell_merged_over_three_rows_keeps_all_three() -> None:
    (table,) = _tables(read_pdf(make_pdf(merged_label)))
    assert [len(row) for row in table.rows] == [2, 1, 1]
    assert (table.rows[0][0].row_span, table.rows[0][0].column_span) == (3, 1)
    assert [row[-1].column for row in table.rows] == [1, 1, 1]


def test_a_banner_over_all_columns_spans_them() -> None:
    def draw(canvas: Canvas) -> None:
        fill(canvas, 60, 100, 540, 130, "#c6e0b4")
        grid(canvas, (60, 540), (100, 130))
        grid(canvas, (60, 180, 300, 540), (130, 160))
        write(canvas, 66, 118, "Fiche 4 – Mobilité", font=BOLD)
        for x, text in ((66, "Pilote"), (186, "Ville"), (306, "2026")):
            write(canvas, x, 148, text)

    (table,) = _tables(read_pdf(make_pdf(draw)))
    banner = table.rows[0][0]
    assert (banner.column_span, banner.style.fill) == (3, 0xC6E0B4)


def test_thin_filled_rectangles_rule_a_table_as_lines_do() -> None:
    document = read_pdf(make_pdf(thin_fills))
    assert rows(document, _tables(document)[0]) == [["Pilote", "Ville"], ["Budget", "12 000 €"]]


def test_coloured_cells_without_rules_make_a_table() -> None:
    document = read_pdf(make_pdf(coloured_cells))
    (table,) = _tables(document)
    assert rows(document, table) == [["Pilote", "Ville"], ["Budget", "12 000 €"]]
    assert table.rows[0][0].style.fill == 0xDDEBF7


def test_a_table_without_outer_borders_is_closed() -> None:
    def draw(canvas: Canvas) -> None:
        for y in (100, 130, 160, 190):
            rule(canvas, 60, y, 540, y)
        rule(canvas, 180, 100, 180, 190)
        for number, (label, value) in enumerate((("Pilote", "Ville"), ("Budget", "12 000 €"), ("Délai", "2027"))):
            write(canvas, 66, 118 + 30 * number, label)
            write(canvas, 186, 118 + 30 * number, value)

    document = read_pdf(make_pdf(draw))
    assert rows(document, _tables(document)[0]) == [["Pilote", "Ville"], ["Budget", "12 000 €"], ["Délai", "2027"]]


def test_a_badge_with_a_border_is_no_table() -> None:
    def draw(canvas: Canvas) -> None:
        write(canvas, 60, 100, "Statut :")
        for x, text in ((110, "En cours"), (170, "Prioritaire")):
            fill(canvas, x - 3, 90, x + 55, 104, "#ddddff")
            canvas.rect(x - 3, HEIGHT - 104, 58, 14)
            write(canvas, x, 100, text)

    document = read_pdf(make_pdf(draw))
    assert not _tables(document)
    assert document.text == "Statut : En cours Prioritaire"


def test_a_label_turned_by_ninety_degrees_is_read_and_marked() -> None:
    document = read_pdf(make_pdf(turned_label))
    (table,) = _tables(document)
    assert rows(document, table) == [["Mise en route", "Ouvrir un guichet unique"]]
    assert table.rows[0][0].blocks[0].style.rotated
    assert not table.rows[0][1].blocks[0].style.rotated


def test_a_nested_table_stands_in_its_cell() -> None:
    def draw(canvas: Canvas) -> None:
        grid(canvas, (60, 180, 540), (100, 130, 260))
        write(canvas, 66, 118, "Pilote")
        write(canvas, 186, 118, "Ville")
        write(canvas, 66, 148, "Indicateurs")
        grid(canvas, (200, 350, 500), (160, 190, 220))
        for x, y, text in ((206, 178, "Indicateur"), (356, 178, "Cible"), (206, 208, "Places"), (356, 208, "40")):
            write(canvas, x, y, text)

    document = read_pdf(make_pdf(draw))
    (table,) = _tables(document)
    (nested,) = table.rows[1][1].blocks
    assert nested.kind is BlockKind.TABLE
    assert rows(document, nested) == [["Indicateur", "Cible"], ["Places", "40"]]


def test_a_row_split_by_a_page_break_is_one_row() -> None:
    def first(canvas: Canvas) -> None:
        grid(canvas, (60, 180, 540), (700, 730, 790))
        write(canvas, 66, 718, "Pilote")
        write(canvas, 186, 718, "Ville")
        write(canvas, 66, 748, "Constat")
        write(canvas, 186, 748, "Les habitants du plateau n'ont plus de médecin depuis trois ans et doivent aller",
              "jusqu'à la ville voisine pour consulter, ce qui décourage les personnes les plus", size=9)  # fmt: skip

    def second(canvas: Canvas) -> None:
        grid(canvas, (60, 180, 540), (60, 90, 120))
        write(canvas, 186, 78, "fragiles.")
        write(canvas, 66, 108, "Budget")
        write(canvas, 186, 108, "12 000 €")

    document = read_pdf(make_pdf(first, second))
    (table,) = _tables(document)
    assert [row[0] for row in rows(document, table)] == ["Pilote", "Constat", "Budget"]
    assert rows(document, table)[1][1].endswith("les personnes les plus fragiles.")
    assert (table.place.page, table.place.last_page) == (1, 2)
    assert (table.rows[1][1].place.page, table.rows[1][1].place.last_page) == (1, 2)


def test_a_label_split_by_the_page_break_with_its_row_is_whole_again() -> None:
    def first(canvas: Canvas) -> None:
        grid(canvas, (60, 180, 540), (740, 764, 778))
        write(canvas, 66, 756, "Pilote")
        write(canvas, 186, 756, "Ville")
        write(canvas, 66, 774, "Résultats attendus")
        write(canvas, 186, 774, "Une offre de soins mieux répartie dans les communes du plateau, avec des délais")

    def second(canvas: Canvas) -> None:
        grid(canvas, (60, 180, 540), (60, 90, 120))
        write(canvas, 66, 72, "et impacts")
        write(canvas, 186, 72, "plus courts.")
        write(canvas, 66, 108, "Budget")
        write(canvas, 186, 108, "12 000 €")

    document = read_pdf(make_pdf(first, second))
    (table,) = _tables(document)
    assert [row[0] for row in rows(document, table)] == ["Pilote", "Résultats attendus et impacts", "Budget"]


def test_a_new_row_that_opens_in_lower_case_under_its_own_label_stays_a_row() -> None:
    def first(canvas: Canvas) -> None:
        grid(canvas, (60, 180, 540), (700, 780))
        write(canvas, 66, 718, "Pilote")
        write(canvas, 186, 718, "Ville d'Orge-sur-Mer")

    def second(canvas: Canvas) -> None:
        grid(canvas, (60, 180, 540), (60, 90))
        write(canvas, 66, 78, "Partenaires")
        write(canvas, 186, 78, "communes, associations")

    document = read_pdf(make_pdf(first, second))
    (table,) = _tables(document)
    assert [row[0] for row in rows(document, table)] == ["Pilote", "Partenaires"]


def test_a_repeated_header_row_stands_once_and_is_marked() -> None:
    def page(names: tuple[str, ...], top: float):
        def draw(canvas: Canvas) -> None:
            ys = [top + 30 * number for number in range(len(names) + 2)]
            grid(canvas, (60, 300, 540), ys)
            write(canvas, 66, top + 18, "Action", font=BOLD)
            write(canvas, 306, top + 18, "Pilote", font=BOLD)
            for number, name in enumerate(names, start=1):
                write(canvas, 66, top + 30 * number + 18, name)
                write(canvas, 306, top + 30 * number + 18, "Ville")

        return draw

    document = read_pdf(make_pdf(page(("Ouvrir", "Former"), 690), page(("Relier",), 60)))
    (table,) = _tables(document)
    assert [row[0] for row in rows(document, table)] == ["Action", "Ouvrir", "Former", "Relier"]
    assert [row[0].header for row in table.rows] == [True, False, False, False]
    assert [cell.row for row in table.rows for cell in row] == [0, 0, 1, 1, 2, 2, 3, 3]


def test_a_table_that_ends_half_way_down_does_not_go_on_overleaf() -> None:
    def tall(canvas: Canvas) -> None:
        _fiche(canvas)

    document = read_pdf(make_pdf(tall, lambda canvas: (_fiche(canvas), write(canvas, 60, 780, "Note de bas de page."))))
    assert len(_tables(document)) == 2


def test_text_beside_a_table_is_not_lost() -> None:
    def draw(canvas: Canvas) -> None:
        write(canvas, 60, 80, "Avant le tableau")
        _fiche(canvas)
        write(canvas, 60, 230, "Après le tableau")

    document = read_pdf(make_pdf(draw))
    assert [block.kind for block in document.body][1] is BlockKind.TABLE
    assert texts(document)[0] == "Avant le tableau"
    assert texts(document)[2] == "Après le tableau"


def test_a_page_turned_for_display_reads_as_displayed() -> None:
    def draw(canvas: Canvas) -> None:
        # The sheet lies on its side (842 by 595) and is turned to be shown upright; as shown, x runs to the right
        # and minus y downwards.
        canvas.setPageRotation(90)
        canvas.rotate(90)
        for x in (60, 180, 540):
            canvas.line(x, -400, x, -460)
        for y in (400, 430, 460):
            canvas.line(60, -y, 540, -y)
        for y, label, value in ((418, "Pilote", "Ville"), (448, "Budget", "12 000 €")):
            canvas.drawString(66, -y, label)
            canvas.drawString(186, -y, value)

    document = read_pdf(make_pdf(draw))
    assert (round(document.pages[0].width), round(document.pages[0].height)) == (595, 842)
    (table,) = _tables(document)
    assert rows(document, table) == [["Pilote", "Ville"], ["Budget", "12 000 €"]]
    box = table.place.box
    assert box is not None
    assert [round(side) for side in (box.x0, box.top, box.x1, box.bottom)] == [60, 400, 540, 460]
    assert not table.rows[0][0].blocks[0].style.rotated


def test_rules_inside_a_form_stand_where_the_form_is_placed() -> None:
    def draw(canvas: Canvas) -> None:
        canvas.beginForm("cadre")
        for x in (0, 120, 480):
            canvas.line(x, 0, x, 60)
        for y in (0, 30, 60):
            canvas.line(0, y, 480, y)
        canvas.endForm()
        canvas.saveState()
        canvas.translate(60, HEIGHT - 160)
        canvas.doForm("cadre")
        canvas.restoreState()
        for number, (label, value) in enumerate((("Pilote", "Ville"), ("Budget", "12 000 €"))):
            write(canvas, 66, 118 + 30 * number, label)
            write(canvas, 186, 118 + 30 * number, value)

    document = read_pdf(make_pdf(draw))
    assert rows(document, _tables(document)[0]) == [["Pilote", "Ville"], ["Budget", "12 000 €"]]
