"""The picture beside the page: cost against length, and rates side by side."""

from pathlib import Path

import matplotlib as mpl

from tests.bench.figures import spread
from tests.bench.report import Run
from tests.bench.tools import TOOLS

_OURS, _OTHER = "#1f4e79", "#b0b7c3"


def draw_plot(run: Run, path: Path) -> None:
    """Write the plot as a small SVG: text as text, and no date or random ids in it."""
    mpl.use("svg")
    import matplotlib.pyplot as plt  # noqa: PLC0415 - the backend must be chosen first

    with mpl.rc_context({"svg.fonttype": "none", "svg.hashsalt": "fiches", "font.size": 9}):
        figure, (left, right) = plt.subplots(1, 2, figsize=(9.6, 4.2), constrained_layout=True)
        for growth in (*run.lengths, run.batches):
            sizes = [size for size, _ in growth.points]
            each = [1000 * timing.cpu / size for size, timing in growth.points]
            left.plot(sizes, each, marker="o", label=f"{growth.title} (per {growth.unit.removesuffix('s')})")
        left.set(xscale="log", xlabel="pages or documents", ylabel="ms each (level: a straight line)", title="Growth")
        left.set_ylim(bottom=0)
        left.legend(frameon=False)
        sample = next((s for s in run.race.samples if s.key == "pdf_ruled_office"), run.race.samples[0])
        series = run.race.series[sample.key]
        rates = sorted((spread(list(one.rates().values())).median, name) for name, one in series.items())
        right.barh(
            [TOOLS[name].title for _, name in rates],
            [rate for rate, _ in rates],
            color=[_OURS if name == "fiches" else _OTHER for _, name in rates],
        )
        # Bars on a logarithmic axis say something only from a stated start on.
        right.set(xscale="log", xlim=(1, None), xlabel=f"{sample.unit} / s, one core", title=sample.title)
        for side in (left, right):
            side.spines[["top", "right"]].set_visible(False)
        figure.savefig(path, format="svg", metadata={"Date": None})
        plt.close(figure)
