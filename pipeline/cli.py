"""The command `fiches`. Only typer is imported here: what a command needs, it imports when it runs."""

import io
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated

import typer

from models.engines import RULES, PdfEngine
from models.errors import BusyOutput, UsageError
from pipeline.exit_codes import ExitCode, end_at_once

app = typer.Typer(
    help="Transforme des fiches action (PDF, Word, tableur, web, texte) en tables, chaque valeur avec sa place.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)

Verbose = Annotated[
    bool, typer.Option("-v", "--verbose", help="Tout montrer : chaque document, textes entiers, causes.")
]
AsJson = Annotated[bool, typer.Option("--json", help="Écrire le résultat en JSON sur la sortie standard.")]
Engine = Annotated[
    PdfEngine,
    typer.Option("--pdf-engine", help="Moteur qui lit les PDF ; l'autre relit les pages douteuses."),
]
MaskPersons = Annotated[
    bool,
    typer.Option("--mask-persons", help="Remplacer personnes, courriels et téléphones par des pseudonymes stables."),
]
MaskKey = Annotated[
    str,
    typer.Option(
        "--mask-key", metavar="CLÉ", help="Secret dont dépendent les pseudonymes : sans lui, un nom deviné se vérifie."
    ),
]
Lexicon = Annotated[
    Path | None,
    typer.Option("--lexicon", metavar="FILE", help="Vos propres libellés (TOML) ; sinon ceux de OUT/libelles.toml."),
]
Words = Annotated[
    Path | None,
    typer.Option("--words", metavar="DOSSIER", help="Vos autres mots (acronymes, publics, …) : des fichiers TOML."),
]
Departement = Annotated[
    str | None,
    typer.Option("--departement", metavar="CODE", help="Département de tous les documents : 41, 2A, 974."),
]
Ner = Annotated[
    str,
    typer.Option(
        "--ner", metavar="QUI", help="Qui repère les organismes dans les phrases : rules, spacy, ou un modèle spaCy."
    ),
]
Work = Annotated[
    Path | None, typer.Option("--work", metavar="DOSSIER", help="Où travailler ici quand OUT est ailleurs (s3://…).")
]
Tables = Annotated[Path, typer.Argument(metavar="OUT", help="Dossier écrit par « fiches convert ».")]


def main() -> None:
    """Run the command; the entry point of the package."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            # What the terminal's code page lacks comes out as `?`, not as an exception (Windows, LANG=C).
            stream.reconfigure(errors="replace")
    with end_at_once():
        app()


@contextmanager
def guard() -> Iterator[None]:
    """End the program with the exit code and the one line that an error deserves, and never with a traceback."""
    try:
        yield
    except UsageError as error:
        _end(str(error), ExitCode.USAGE)
    except KeyboardInterrupt:
        _end("Interrompu ; ce qui est converti est gardé, la même commande continue.", ExitCode.INTERRUPTED)
    except BusyOutput as error:
        _end(str(error), ExitCode.BUSY)
    except (typer.Exit, typer.Abort, BrokenPipeError):
        # typer ends on these, quietly on the last: the reader of `fiches … | head` has seen enough.
        raise
    except Exception as error:  # noqa: BLE001 - the last guard: a fault of ours must not show a traceback either
        cause = " ".join(f"{type(error).__name__}: {error}".split())
        _end(f"Défaut du programme : {cause} ; signalez-le avec la commande que vous avez lancée.", ExitCode.FAULT)


def _end(line: str, code: ExitCode) -> None:
    from pipeline.report.console import write_line

    write_line(line, stderr=True)
    raise typer.Exit(code)


def _show_version(asked: bool) -> None:
    if asked:
        from importlib.metadata import version

        typer.echo(f"fiches {version('fiches')}")
        raise typer.Exit


def _use_words(folder: Path | None) -> str:
    """Add the user's own words to ours, before any is read; gives what they are known by."""
    from pipeline.lexicon.own import use_lexicon

    return use_lexicon(folder) if folder is not None else ""


def _read_ner(text: str) -> str:
    if text == RULES:
        return text
    from pipeline.normalize.recognisers import read_recogniser

    return read_recogniser(text)


def _read_departement(text: str | None) -> str | None:
    from pipeline.reference.departements import read_departement

    return read_departement(text) if text is not None else None


@app.callback()
def set_up(
    version: Annotated[
        bool,
        typer.Option("--version", is_eager=True, callback=_show_version, help="Afficher la version et quitter."),
    ] = False,
) -> None:
    """Transforme des fiches action (PDF, Word, tableur, web, texte) en tables, chaque valeur avec sa place."""


@app.command()
def convert(
    sources: Annotated[
        list[str],
        typer.Argument(
            metavar="SOURCES…",
            help="Fichiers et dossiers à lire, à toute profondeur ; ou adresses : s3://seau/dossier.",
        ),
    ],
    out: Annotated[
        str,
        typer.Option("-o", "--out", metavar="OUT", help="Dossier (ou s3://…) où écrire les tables ; créé s'il manque."),
    ],
    csv_excel: Annotated[
        bool, typer.Option("--csv-excel", help="Écrire aussi OUT/csv-excel, pour Excel en français (; et BOM).")
    ] = False,
    workers: Annotated[
        int | None, typer.Option("-j", "--workers", min=1, help="Nombre de processus ; un par cœur si rien n'est dit.")
    ] = None,
    start_over: Annotated[
        bool, typer.Option("--start-over", help="Tout convertir de nouveau, sans reprendre ce qui est déjà fait.")
    ] = False,
    retry: Annotated[bool, typer.Option("--retry", help="Reprendre aussi les documents mis en quarantaine.")] = False,
    cluster: Annotated[
        str | None,
        typer.Option("--cluster", metavar="tcp://…", help="Ordonnanceur Dask dont les machines convertissent."),
    ] = None,
    work: Work = None,
    log_json: Annotated[
        Path | None, typer.Option("--log-json", help="Fichier où noter chaque événement, une ligne JSON chacun.")
    ] = None,
    quiet: Annotated[
        bool, typer.Option("-q", "--quiet", help="Ne montrer que les documents rejetés ou partiels.")
    ] = False,
    verbose: Verbose = False,
    as_json: AsJson = False,
    pdf_engine: Engine = PdfEngine.PDFIUM,
    mask_persons: MaskPersons = False,
    mask_key: MaskKey = "",
    lexicon: Lexicon = None,
    words: Words = None,
    departement: Departement = None,
    ner: Ner = RULES,
    link_plans: Annotated[
        bool,
        typer.Option("--link-plans", help="Ne donner qu'un plan aux documents qui parlent du même."),
    ] = False,
) -> None:
    """Convertir des documents en tables : Parquet, CSV et datapackage.json."""
    with guard():
        from pipeline.batch.conversion import Watch
        from pipeline.batch.outcomes import Outcome, read_outcomes
        from pipeline.batch.run import Way, run_batch
        from pipeline.label_files import find_user_labels
        from pipeline.locations import parse_location
        from pipeline.options import Options
        from pipeline.outputs import list_outputs
        from pipeline.plan_rules import PlanRules, find_sidecars
        from pipeline.report.console import write_json
        from pipeline.report.events import open_log
        from pipeline.report.progress import show_progress
        from pipeline.report.summary import describe_outcome, find_exit_code, make_summary, show_summary
        from pipeline.sources import list_sources

        named, target = [parse_location(source) for source in sources], parse_location(out)
        own, place = _use_words(words), _read_departement(departement)
        options = Options(
            pdf_engine, mask_persons, mask_key, find_user_labels(target, lexicon), place, own, _read_ner(ner)
        )
        files = list_sources(named, skip=list_outputs(target))
        with show_progress(quiet=quiet) as progress, open_log(log_json) as log:

            def tell(outcome: Outcome) -> None:
                line = describe_outcome(outcome, verbose=verbose)
                if line is not None:
                    progress.write(line)
                progress.advance(str(outcome.document["statut"]))
                log.end(outcome)

            def start(name: str) -> None:
                progress.start(name)
                log.start(name)

            report = run_batch(
                files,
                target,
                options=options,
                plans=PlanRules(link_plans, find_sidecars(named)),
                way=Way(
                    workers=workers, excel=csv_excel, retry=retry, start_over=start_over, cluster=cluster, work=work
                ),
                watch=Watch(start, tell, progress.expect, log.death),
            )
            log.close(report)
        if as_json:
            write_json(make_summary(report, read_outcomes(target, work), target))
        elif not quiet:
            show_summary(report, read_outcomes(target, work), target)
        raise typer.Exit(find_exit_code(report))


@app.command()
def status(
    out: Annotated[str, typer.Argument(metavar="OUT", help="Dossier (ou s3://…) écrit par « fiches convert ».")],
    work: Work = None,
    as_json: AsJson = False,
) -> None:
    """Montrer où en est une conversion : faits, restants, en quarantaine, par statut et par motif."""
    with guard():
        from pipeline.batch.outcomes import read_status
        from pipeline.locations import parse_location
        from pipeline.report.console import write_json
        from pipeline.report.status import make_status_json, show_status

        found = read_status(parse_location(out), work)
        if as_json:
            write_json(make_status_json(found))
        else:
            show_status(found)
        raise typer.Exit(ExitCode.DONE if found.finished else ExitCode.INCOMPLETE)


@app.command()
def inspect(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="Document à lire.")],
    verbose: Verbose = False,
    as_json: AsJson = False,
    pdf_engine: Engine = PdfEngine.PDFIUM,
    lexicon: Lexicon = None,
    words: Words = None,
    departement: Departement = None,
    ner: Ner = RULES,
) -> None:
    """Montrer ce qui est trouvé dans un document : hiérarchie, champs et leur place, valeurs, signalements."""
    with guard():
        from pipeline.batch.alone import convert_alone
        from pipeline.options import Options
        from pipeline.report.console import write_json
        from pipeline.report.inspection import make_inspection, show_inspection
        from pipeline.sources import find_sources
        from pipeline.user_labels import read_user_labels

        if file.is_dir():
            raise UsageError(f"{file} : c'est un dossier", "donnez un seul document, ou utilisez « fiches convert ».")
        (source,) = find_sources([file])
        own, place = _use_words(words), _read_departement(departement)
        labels = read_user_labels(lexicon) if lexicon is not None else ()
        options = Options(pdf_engine=pdf_engine, labels=labels, departement=place, words=own, ner=_read_ner(ner))
        conversion = convert_alone(source, options)
        if as_json:
            write_json(make_inspection(conversion))
        else:
            show_inspection(conversion, verbose=verbose)
        whole = conversion.document["statut"] == "converti"
        raise typer.Exit(ExitCode.DONE if whole else ExitCode.INCOMPLETE)


@app.command()
def labels(
    out: Tables,
    assign: Annotated[
        list[str] | None,
        typer.Option("--assign", metavar="LIBELLÉ=CHAMP", help="Apprendre ce qu'un libellé nomme ; à répéter."),
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Lister les libellés qu'aucun champ ne prend, du plus fréquent au plus rare ; apprendre ce qu'ils nomment."""
    with guard():
        from pipeline.report.console import write_json
        from pipeline.report.labels import make_labels_json, show_assigned, show_unknown_labels
        from pipeline.unknown_labels import find_unknown_labels
        from pipeline.user_labels import assign_labels

        if assign:
            assigned = assign_labels(out, assign)
            if as_json:
                write_json([{"libelle": label, "champ": name} for label, name in assigned])
            else:
                show_assigned(out, assigned)
            return
        found = find_unknown_labels(out)
        if as_json:
            write_json(make_labels_json(found))
        else:
            show_unknown_labels(found)


@app.command()
def validate(out: Tables, verbose: Verbose = False, as_json: AsJson = False) -> None:
    """Vérifier chaque table d'un dossier : son Table Schema, et les tables entre elles."""
    with guard():
        from pipeline.report.console import write_json
        from pipeline.report.violations import make_violations_json, show_violations
        from pipeline.validate import validate_output

        found = validate_output(out)
        if as_json:
            write_json(make_violations_json(found))
        else:
            show_violations(found, verbose=verbose)
        raise typer.Exit(ExitCode.INCOMPLETE if found else ExitCode.DONE)


@app.command()
def fetch(
    addresses: Annotated[Path, typer.Argument(metavar="URLS.txt", help="Fichier d'adresses, une par ligne.")],
    folder: Annotated[Path, typer.Option("-o", "--out", help="Dossier où ranger les fichiers ; créé s'il manque.")],
    delay: Annotated[float, typer.Option("--delay", min=0.0, help="Secondes entre deux demandes à un site.")] = 1.0,
    max_mo: Annotated[int, typer.Option("--max-mo", min=1, help="Taille maximale d'un fichier, en Mo.")] = 100,
    refresh: Annotated[bool, typer.Option("--refresh", help="Tout redemander, même ce qui est déjà là.")] = False,
    allow_local: Annotated[
        bool, typer.Option("--allow-local", help="Permettre les adresses privées (intranet, cette machine).")
    ] = False,
    quiet: Annotated[bool, typer.Option("-q", "--quiet", help="Ne montrer que les échecs.")] = False,
    as_json: AsJson = False,
) -> None:
    """Télécharger des pages et des fichiers, poliment ; une reprise ne redemande que ce qui a pu changer."""
    with guard():
        from pipeline.fetch.addresses import read_addresses
        from pipeline.fetch.needs import require_libraries
        from pipeline.report.console import write_json, write_line
        from pipeline.report.fetching import describe_fetched, find_fetch_code, make_fetch_json, show_fetched

        urls = read_addresses(addresses)
        require_libraries()
        from pipeline.fetch.outcome import Fetched
        from pipeline.fetch.run import Manners, fetch_all

        def tell(fetched: Fetched) -> None:
            if fetched.outcome == "echec" or not quiet:
                write_line(describe_fetched(fetched), stderr=True)

        manners = Manners(delay=delay, most_bytes=max_mo * 1_000_000, refresh=refresh, allow_local=allow_local)
        found = fetch_all(urls, folder, manners=manners, on_end=tell)
        if as_json:
            write_json(make_fetch_json(found))
        elif not quiet:
            show_fetched(found, folder)
        raise typer.Exit(find_fetch_code(found))


@app.command()
def formats(as_json: AsJson = False) -> None:
    """Lister les formats lus sur cette machine, et ce qu'il faut installer pour les autres."""
    with guard():
        from extractors.formats import list_formats
        from pipeline.report.console import write_json
        from pipeline.report.formats import make_formats_json, show_formats

        found = list_formats()
        if as_json:
            write_json(make_formats_json(found))
        else:
            show_formats(found)


if __name__ == "__main__":
    main()
