"""What words of the command line name: paths here, addresses elsewhere."""

import pickle
from pathlib import Path

import pytest

from models.errors import UsageError
from pipeline.locations import Url, decode_location, encode_location, find_common, parse_location, show_location


def parse(text: str) -> Url:
    location = parse_location(text)
    assert isinstance(location, Url)
    return location


@pytest.mark.parametrize("text", ["plans", "/partage/plans", "C:/plans", "plans:2024", "./s3:/x"])
def test_a_path_is_a_path(text: str) -> None:
    assert parse_location(text) == Path(text)


def test_a_file_address_is_a_path_of_this_machine() -> None:
    assert parse_location("file:///partage/Plan%20local") == Path("/partage/Plan local")


def test_an_address_ends_without_a_slash() -> None:
    assert str(parse("S3://seau/archive/")) == "s3://seau/archive"
    assert str(parse("s3://seau") / "2024" / "fiche.pdf") == "s3://seau/2024/fiche.pdf"


def test_credentials_in_an_address_are_used_and_never_shown() -> None:
    url = parse("ftp://agnes:secret@exemple.fr/plans") / "a.pdf"
    assert url.full == "ftp://agnes:secret@exemple.fr/plans/a.pdf"
    assert url == Url("ftp://exemple.fr/plans/a.pdf")
    for shown in (str(url), repr(url), show_location(url), encode_location(url).decode()):
        assert "secret" not in shown
        assert "agnes" not in shown
    assert url.hide_access("530 agnes:secret refused, secret") == "530 *** refused, ***"
    assert pickle.loads(pickle.dumps(url)).full == url.full


def test_the_ledger_gives_back_what_it_keeps_without_credentials() -> None:
    url = parse("ftp://agnes:secret@exemple.fr/plans")
    kept = decode_location(encode_location(url))
    assert isinstance(kept, Url)
    assert kept.full == "ftp://exemple.fr/plans"
    assert kept.with_access({url.service: url.access}).full == url.full
    assert decode_location(encode_location(Path("/partage/s3:/x"))) == Path("/partage/s3:/x")


@pytest.mark.parametrize("text", ["https://exemple.fr/plan.pdf", "zip://a.pdf::s3://seau/a.zip", "s3://", "s3:///"])
def test_what_is_no_folder_of_documents_is_bad_usage(text: str) -> None:
    if text == "zip://a.pdf::s3://seau/a.zip":
        with pytest.raises(UsageError, match="incomprise"):
            parse_location(text)
    else:
        with pytest.raises(UsageError):
            parse_location(text)


def test_the_folder_around_addresses_is_the_deepest_one_of_their_service() -> None:
    assert find_common([parse("s3://seau/a/x"), parse("s3://seau/a/y")]) == Url("s3://seau/a")
    assert find_common([parse("s3://seau/a"), parse("s3://seau/b")]) == Url("s3://seau")
    assert find_common([parse("s3://seau/ab"), parse("s3://seau/ab")]) == Url("s3://seau/ab")
    assert find_common([parse("s3://un/a"), parse("s3://autre/a")]) is None
    assert find_common([parse("s3://seau/a"), parse("gs://seau/a")]) is None
