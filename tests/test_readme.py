"""The README says what the program is: commands, options, tables, champs, codes, and its own example."""

import re
from pathlib import Path

import pytest
import typer.main

from models.columns import TABLES
from models.errors import Motif
from models.vocabulary.champs import ACTION_CHAMPS, OTHER_CHAMPS, PLAN_ONLY_CHAMPS
from models.vocabulary.documents import STATUTS
from pipeline.cli import app
from pipeline.convert import convert_source
from pipeline.exit_codes import EXIT_CODE_DEFINITIONS, ExitCode

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")
GROUP = typer.main.get_group(app)
COMMANDS = sorted(GROUP.commands)


def section(heading: str) -> str:
    """The text under the heading that begins so, up to the next heading."""
    match = re.search(rf"^#+ `?{re.escape(heading)}[^\n]*\n(.*?)(?=^#+ |\Z)", README, re.MULTILINE | re.DOTALL)
    assert match is not None, heading
    return match[1]


def first_column(text: str) -> list[str]:
    """The first cells of a Markdown table, without the header."""
    return [row.split("|")[1].strip().strip("`") for row in text.splitlines() if row.startswith("| ")][1:]


@pytest.mark.parametrize("name", COMMANDS)
def test_a_command_has_help_and_a_section(name: str) -> None:
    command = GROUP.commands[name]
    assert command.help
    documented = section(f"fiches {name}")
    for parameter in command.params:
        assert getattr(parameter, "help", None), f"{name}: {parameter.name}"
        for option in parameter.opts:
            if option.startswith("-"):
                assert f"`{option}`" in documented, f"{name}: {option}"


def test_no_option_is_documented_that_does_not_exist() -> None:
    options = {"--help", "-h", "--version"}
    for command in GROUP.commands.values():
        options |= {option for parameter in command.params for option in parameter.opts}
    assert set(re.findall(r"`(--?[a-z-]+)`", section("Commands") + "".join(map(section, documented())))) <= options


def documented() -> list[str]:
    names = re.findall(r"^### `(fiches \w+)", README, re.MULTILINE)
    assert sorted(names) == [f"fiches {name}" for name in COMMANDS]
    return names


def test_the_exit_codes_are_those_of_the_program() -> None:
    assert first_column(section("Exit codes")) == [str(int(code)) for code in ExitCode]
    assert set(EXIT_CODE_DEFINITIONS) == set(ExitCode)


def test_the_tables_are_those_of_the_program() -> None:
    assert first_column(section("Tables")) == [table.name for table in TABLES]


def test_the_champs_are_those_of_the_program_in_their_order() -> None:
    named = re.findall(r"`(\w+)`", section("Champs"))
    champs = [term.name for term in (*ACTION_CHAMPS, *PLAN_ONLY_CHAMPS, *OTHER_CHAMPS)]
    assert [name for name in named if name not in {"actions", "champs"}] == champs


def test_the_motifs_and_statuses_are_those_of_the_program() -> None:
    assert re.findall(r"`(\w+)`", section("Why a document")) == list(Motif)
    assert all(f"`{term.name}`" in section("Tables") for term in STATUTS)


def test_the_example_is_what_the_program_makes_of_its_sample() -> None:
    sample = ROOT / "data/samples/fiche_aidants.txt"
    source = sample.read_text(encoding="utf-8")
    quoted = re.search(r"```text\n(.*?)```", README, re.DOTALL)
    assert quoted is not None
    assert all(line in source for line in quoted[1].splitlines())
    rows = convert_source(sample.read_bytes(), sample.name).rows
    promised = re.findall(r"^\| `(\w+)` \| `(\w+)` \| (.+) \|$", README, re.MULTILINE)
    assert len(promised) >= 6
    for table, column, value in promised:
        assert value in {str(row[column]) for row in rows[table]}, f"{table}.{column}"


def test_the_label_of_the_example_of_a_synonym_goes_where_the_lexicon_has_it() -> None:
    assert "[champ.freins]" in README
    assert "[champ.freins]" in (ROOT / "pipeline/lexicon/labels.toml").read_text(encoding="utf-8")


@pytest.mark.parametrize("link", sorted(set(re.findall(r"\]\((?!https?:)([^)#]+)\)", README))))
def test_a_link_leads_to_a_file_of_the_tree(link: str) -> None:
    assert (ROOT / link).exists()


def test_the_make_targets_named_exist() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    texts = README + (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    named = set(re.findall(r"^make (\w+)|`make (\w+)`", texts, re.MULTILINE))
    targets = {name for pair in named for name in pair if name}
    assert {"demo", "test", "check"} <= targets
    assert all(re.search(rf"^{target}:", makefile, re.MULTILINE) for target in targets)
