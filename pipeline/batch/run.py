"""A run: sources in, tables out, each content converted once, whatever becomes of workers and machine meanwhile."""

import hashlib
import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from functools import partial
from importlib import import_module
from pathlib import Path
from typing import Any

from pipeline.batch.conversion import AnyPool, Conversions, Watch
from pipeline.batch.fingerprint import fingerprint_run
from pipeline.batch.generations import Output
from pipeline.batch.ledger import Ledger
from pipeline.batch.outcomes import Report, make_outcome
from pipeline.batch.pool import Limits, Pool, count_cores, prepare_pool
from pipeline.batch.tasks import Settings
from pipeline.batch.workspace import FINISHED, UNFINISHED, Workspace, open_workspace
from pipeline.locations import Location, Url
from pipeline.options import DEFAULT_OPTIONS, Options
from pipeline.plan_rules import DEFAULT_RULES, PlanRules
from pipeline.remote_sources import RemoteFile
from pipeline.sources import SourceFile

# Facts of the ledger: which files the tables are, and how many rows each has.
_COMPACTION = "pipeline.batch.compaction"
_FILES, _ROWS = "fichiers", "lignes"


@dataclass(frozen=True, slots=True)
class Way:
    """How a run is done, none of which changes a row of its tables.

    `workers`: how many processes (None: one a core). `retry`: take up again what was given up. `start_over`: keep
    nothing of earlier runs. `convert`: the function of a document, as in `Settings`. `cluster`: the address of a Dask
    scheduler whose machines convert, instead of workers here. `work`: where working folders for outputs elsewhere lie.
    """

    workers: int | None = None
    limits: Limits = field(default_factory=Limits)
    excel: bool = False
    retry: bool = False
    start_over: bool = False
    convert: Callable[[bytes, str, Options], Any] | None = None
    cluster: str | None = None
    work: Path | None = None


def run_batch(
    sources: Iterable[SourceFile | RemoteFile],
    out: Location,
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
    place = out.absolute() if way.cluster and isinstance(out, Path) else out
    with open_workspace(place, start_over=way.start_over, work=way.work) as (workspace, ledger, output):
        output.finish()
        if ledger.get_fact(FINISHED) is None and way.cluster is None:
            prepare_pool()
            # Loaded here while the workers load what they need.
            import_module(_COMPACTION)
        settings = Settings(
            workspace.store,
            fingerprint_run(options),
            options,
            workspace.members,
            way.convert,
            search=_must_search(ledger, workspace, output),
        )
        ledger.begin(retry=way.retry)
        ledger.set_fact(UNFINISHED, "oui")
        access = dict(_list_access(out))
        watch.on_more(ledger.list_sources(_note_access(sources, access)))
        members_at = workspace.members_at if way.cluster else None
        settings = replace(settings, access=access, members_at=members_at)
        for refused in ledger.list_refused():
            watch.on_end(make_outcome(refused, None, first=True))
        while True:
            size = way.workers or count_cores()
            # Where there are fewer documents than workers, the others' share goes to the pages of scans.
            own = replace(settings, page_workers=size // max(1, min(size, ledger.count_sources())))
            Conversions(ledger, own, watch).run(partial(_make_pool, way, own, workspace))
            ledger.commit(now=True)
            watch = Watch()
            if _write_output(ledger, workspace, output, settings, plans, excel=way.excel):
                ledger.set_fact(UNFINISHED, "")
                workspace.tidy()
                return make_report(ledger)


def _must_search(ledger: Ledger, workspace: Workspace, output: Output) -> bool:
    """Whether the store may have what the ledger does not know; to look for each costs, most of all elsewhere."""
    if workspace.store.is_near:
        return not workspace.store.is_empty
    state = ledger.get_fact(UNFINISHED)
    return output.was_cut or state == "oui" or (state is None and not workspace.store.is_empty)


def _list_access(location: Location) -> Iterator[tuple[str, str]]:
    """The credentials that stand in an address, by its service."""
    if isinstance(location, Url):
        yield location.service, location.access


def _note_access(
    sources: Iterable[SourceFile | RemoteFile], access: dict[str, str]
) -> Iterator[SourceFile | RemoteFile]:
    for source in sources:
        access.update(_list_access(source.path))
        yield source


def _make_pool(way: Way, settings: Settings, workspace: Workspace) -> AnyPool:
    if way.cluster is None:
        size = way.workers or count_cores()
        if not settings.is_elsewhere:
            return Pool(size, settings, way.limits)
        from pipeline.batch.staging import StagingPool  # noqa: PLC0415 - of no use here

        return StagingPool(
            settings, workspace.transit, partial(Pool, size, limits=way.limits), ahead=2 * size, keep=True
        )
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


def _write_output(
    ledger: Ledger, workspace: Workspace, output: Output, settings: Settings, plans: PlanRules, *, excel: bool
) -> bool:
    """Write the tables, unless those of this very run stand already. False where the store has lost a result."""
    run = _digest_run(ledger, f"{settings.fingerprint} {plans.fingerprint} {excel}")
    if ledger.get_fact(FINISHED) == run and ledger.get_fact(_FILES) == output.describe():
        return True
    from pipeline.batch.compaction import MissingResult, compact  # noqa: PLC0415 - heavy; a run with nothing new skips it
    from pipeline.batch.records import write_records  # noqa: PLC0415 - the same

    try:
        with output.stage() as folder:
            rows = compact(ledger, workspace.store, folder, plans, excel=excel)
            ledger.set_fact(_ROWS, json.dumps(rows))
            write_records(make_report(ledger), ledger, folder, workspace.out)
    except MissingResult as error:
        ledger.forget(error.key)
        for key in ledger.list_done():
            if not workspace.store.has(key):
                ledger.forget(key)
        workspace.store.drop(error.key)
        return False
    ledger.set_fact(_FILES, output.describe())
    ledger.set_fact(FINISHED, run)
    return True


def _digest_run(ledger: Ledger, settings: str) -> str:
    """A hash of all that the tables depend on."""
    digest = hashlib.sha256(f"{settings}\n".encode())
    for name, became in ledger.read_ends():
        digest.update(f"{name}\0{became}\n".encode())
    return digest.hexdigest()
