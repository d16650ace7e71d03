"""Ruled tables that several tests draw, as page makers do them."""

from reportlab.pdfgen.canvas import Canvas

from tests.extractors.pdf_files import HEIGHT, fill, grid, rule, write

BOLD = "Helvetica-Bold"


def merged_label(canvas: Canvas) -> None:
    """A label cell over three rows."""
    for y in (100, 190):
        rule(canvas, 60, y, 540, y)
    for y in (130, 160):
        rule(canvas, 180, y, 540, y)
    for x in (60, 180, 540):
        rule(canvas, x, 100, x, 190)
    write(canvas, 66, 148, "Partenaires", font=BOLD)
    for number, name in enumerate(("Communes", "Associations", "Hôpital")):
        write(canvas, 186, 118 + 30 * number, name)


def thin_fills(canvas: Canvas) -> None:
    """Rules that are filled rectangles."""
    for y in (100, 130, 160):
        fill(canvas, 60, y - 0.4, 540, y + 0.4, "#000000")
    for x in (60, 180, 540):
        fill(canvas, x - 0.4, 100, x + 0.4, 160, "#000000")
    for number, (label, value) in enumerate((("Pilote", "Ville"), ("Budget", "12 000 €"))):
        write(canvas, 66, 118 + 30 * number, label)
        write(canvas, 186, 118 + 30 * number, value)


def coloured_cells(canvas: Canvas) -> None:
    """Cells told apart by their colours alone."""
    for number, (label, value) in enumerate((("Pilote", "Ville"), ("Budget", "12 000 €"))):
        top = 100 + 30 * number
        fill(canvas, 60, top, 180, top + 30, "#ddebf7")
        fill(canvas, 180, top, 540, top + 30, "#f2f2f2")
        write(canvas, 66, top + 18, label, font=BOLD)
        write(canvas, 186, top + 18, value)


def turned_label(canvas: Canvas) -> None:
    """A label turned by ninety degrees."""
    grid(canvas, (60, 90, 540), (100, 220))
    canvas.saveState()
    canvas.translate(78, HEIGHT - 200)
    canvas.rotate(90)
    canvas.setFont(BOLD, 10)
    canvas.drawString(0, 0, "Mise en route")
    canvas.restoreState()
    write(canvas, 96, 120, "Ouvrir un guichet unique")
