"""Many documents into files: how many are put together at a time changes no row."""

from collections.abc import Iterator, Mapping
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from pipeline import export
from pipeline.batch.single import convert_guarded
from tests.pipeline.invented import BYTES


def documents() -> Iterator[Mapping[str, pa.RecordBatch]]:
    for number in range(7):
        yield convert_guarded(BYTES + f"\nContact : bureau {number}".encode(), f"{number}.txt").batches


@pytest.mark.parametrize(("name", "least"), [("_CHUNK_ROWS", 1), ("_CHUNK_ROWS", 5), ("_CHUNK_BYTES", 3_000)])
def test_how_much_is_put_together_changes_no_row(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, least: int
) -> None:
    counts = export.write_tables(documents(), tmp_path, excel=True)
    (tmp_path / "other").mkdir()
    monkeypatch.setattr(export, name, least)
    assert export.write_tables(documents(), tmp_path / "other", excel=True) == counts
    for path in sorted(tmp_path.glob("csv*/*.csv")):
        assert (tmp_path / "other" / path.relative_to(tmp_path)).read_bytes() == path.read_bytes()
    for table, count in counts.items():
        found = pq.read_table(tmp_path / "other" / f"{table}.parquet")
        assert found.num_rows == count
        assert found.equals(pq.read_table(tmp_path / f"{table}.parquet"))
