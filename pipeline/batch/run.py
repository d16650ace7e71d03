"""A run: sources in, tables out, each content converted once, whatever becomes of workers and machine meanwhile."""

import hashlib
import json
import shutil
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from functools import partial
from importlib import import_module
from pathlib import Path
from typing import Any

from pipeline.batch.conversion import AnyPool, Conversions, Watch
from pipeline.batch.fingerprint import fingerprint_run
from pipeline.batch.generations import finish_tables, stage_tables
from pipeline.batch.ledger import Ledger
from pipeline.batch.outcomes import Report, make_outcome
from pipeline.batch.pool import Limits, Pool, count_cores, prepare_pool
from pipeline.batch.tasks import Settings
from pipeline.batch.workspace import FINISHED, UNFINISHED, Workspace, open_workspace
from pipeline.options import DEFAULT_OPTIONS, Options
from pipeline.outputs import list_files
from pipeline.plan_rules import DEFAULT_RULES, PlanRules
from pipeline.sources import SourceFile

# Facts of the ledger: which files the tables are, and how many rows each has.
_COMPACTION = "pipeline.batch.compaction"
_FILES, _ROWS = "fichiers", "lignes"


@dataclass(frozen=True, slots=True)
class Way:
    """How a run is done, none of which changes a row of its tables.

    `workers`: how many processes (None: one a core). `retry`: take up again what was given up. `start_over`: keep
    nothing of earlier runs. `convert`: the function of a document, as in `Settings`. `cluster`: the address of a Dask
    scheduler whose machines convert, instead of workers here.
    """

    workers: int | None = None
    limits: Limits = field(default_factory=Limits)
    excel: bool = False
    retry: bool = False
    start_over: bool = False
    convert: Callable[[bytes, str, Options], Any] | None = None
    cluster: str | None = None


def run_batch(
    sources: Iterable[SourceFile],
    out: Path,
    *,
    options: Options = DEFAULT_OPTIONS,
    plans: PlanRules = DEFAULT_RULES,
    way: Way | None = None,
    watch: Watch | None = None,
) -> Report:
    """Convert every source and write all tables into `out`; what stood there is replaced at the end, all at once.

    The documents inside archives and mails are sources of their own; `plans` says how plans are joined. What was
    converted is kept when the run is cut short, and not converted again. `watch` is told of each source. Raises
    UsageError where `out` cannot be written, BusyOutput where another run is busy.
    """
    way, watch = way or Way(), watch or Watch()
    # Absolute: other machines have other working folders.
    with open_workspace(out.absolute() if way.cluster else out, start_over=way.start_over) as (workspace, ledger):
        finish_tables(out, workspace.root)
        if ledger.get_fact(FINISHED) is None and way.cluster is None:
            prepare_pool()
            # Loaded here while the workers load what they need.
            import_module(_COMPACTION)
        settings = Settings(workspace.store, fingerprint_run(options), options, workspace.members, way.convert)
        ledger.begin(retry=way.retry)
        ledger.set_fact(UNFINISHED, "oui")
        watch.on_more(ledger.list_sources(sources))
        for refused in ledger.list_refused():
            watch.on_end(make_outcome(refused, None, first=True))
        while True:
            size = way.workers or count_cores()
            # Where there are fewer documents than workers, the others' share goes to the pages of scans.
            own = replace(settings, page_workers=size // max(1, min(size, ledger.count_sources())))
            Conversions(ledger, own, watch).run(partial(_make_pool, way, own))
            ledger.commit(now=True)
            watch = Watch()
            if _write_output(ledger, workspace, settings, plans, excel=way.excel):
                ledger.set_fact(UNFINISHED, "")
                shutil.rmtree(workspace.members, ignore_errors=True)
                return make_report(ledger)


def _make_pool(way: Way, settings: Settings) -> AnyPool:
    if way.cluster is None:
        return Pool(way.workers or count_cores(), settings, way.limits)
    from pipeline.batch.cluster import ClusterPool  # noqa: PLC0415 - of no use here

    return ClusterPool(way.cluster, settings, way.limits)


def make_report(ledger: Ledger) -> Report:
    """The totals of the last run."""
    return Report(
        documents=ledger.count_sources(),
        statuts=ledger.count_by("statut"),
        motifs=ledger.count_by("motif"),
        rows=json.loads(ledger.get_fact(_ROWS) or "{}"),
        quarantined=ledger.count_quarantined(),
    )


def _write_output(ledger: Ledger, workspace: Workspace, settings: Settings, plans: PlanRules, *, excel: bool) -> bool:
    """Write the tables, unless those of this very run stand already. False where the store has lost a result."""
    run = _digest_run(ledger, f"{settings.fingerprint} {plans.fingerprint} {excel}")
    if ledger.get_fact(FINISHED) == run and ledger.get_fact(_FILES) == _list_files(workspace.out):
        return True
    from pipeline.batch.compaction import MissingResult, compact  # noqa: PLC0415 - heavy; a run with nothing new skips it
    from pipeline.batch.records import write_records  # noqa: PLC0415 - the same

    try:
        with stage_tables(workspace.out, workspace.root) as folder:
            rows = compact(ledger, workspace.store, folder, plans, excel=excel)
            ledger.set_fact(_ROWS, json.dumps(rows))
            write_records(make_report(ledger), ledger, folder, workspace.out)
    except MissingResult as error:
        ledger.forget(error.key)
        for key in ledger.list_done():
            if not workspace.store.path(key).is_file():
                ledger.forget(key)
        workspace.store.path(error.key).unlink(missing_ok=True)
        return False
    ledger.set_fact(_FILES, _list_files(workspace.out))
    ledger.set_fact(FINISHED, run)
    return True


def _digest_run(ledger: Ledger, settings: str) -> str:
    """A hash of all that the tables depend on."""
    digest = hashlib.sha256(f"{settings}\n".encode())
    for occurrence, job, _ in ledger.read_run():
        became = occurrence.motif if job is None else f"{job.key} {job.state} {job.summary['motif']}"
        digest.update(f"{occurrence.name}\0{became}\n".encode())
    return digest.hexdigest()


def _list_files(out: Path) -> str:
    """The files of the output with size and time: whether someone changed or removed one since."""
    files = sorted(path for path in list_files(out) if path.is_file())
    stats = [(path.relative_to(out).as_posix(), path.stat()) for path in files]
    return json.dumps([(name, found.st_size, found.st_mtime_ns) for name, found in stats])
