"""What a page may load: the fonts of the report and what was handed in.

No file, no address, whatever the markup.
"""

from __future__ import annotations

import datetime as dt
import io
import socket
import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING

import pikepdf
import pytest

from coherence_kit.documents.pdf import RefusedResourceError, write_pdf

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

pytestmark = pytest.mark.slow

WHEN = dt.date(2026, 6, 30)
# Each is a markup with the address in it; those that WeasyPrint never loads end in a
# page that shows nothing of it.
REFUSED = {
    "img": '<img alt="x" src="{url}">',
    "stylesheet": '<link rel="stylesheet" href="{url}">',
    "import": "<style>@import url('{url}');</style>",
    "background": "<p style=\"background: url('{url}')\">x</p>",
    "font": (
        "<style>@font-face {{ font-family: x; src: url('{url}') }} "
        "p {{ font-family: x }}</style><p>x</p>"
    ),
    "object": '<object data="{url}">x</object>',
    "embed": '<embed src="{url}">',
    "svg image": (
        '<svg xmlns="http://www.w3.org/2000/svg"><title>x</title>'
        '<image href="{url}" width="9" height="9"/></svg>'
    ),
    "content": "<style>p::before {{ content: url('{url}') }}</style><p>x</p>",
    "list": "<style>li {{ list-style-image: url('{url}') }}</style><ul><li>x</ul>",
    "border": "<p style=\"border: 9px solid; border-image: url('{url}') 1\">x</p>",
    "colour": "<style>@color-profile --x {{ src: url('{url}') }}</style><p>x</p>",
    "base": '<base href="{url}"><img alt="x" src="y.png">',
    "attachment": '<link rel="attachment" href="{url}">',
    "attachment link": '<p><a rel="attachment" href="{url}">x</a></p>',
}
NEVER_LOADED = {
    "svg style": (
        '<svg xmlns="http://www.w3.org/2000/svg"><title>x</title>'
        '<style>@import "{url}";</style></svg>'
    ),
    "svg use": (
        '<svg xmlns="http://www.w3.org/2000/svg"><title>x</title><use href="{url}#a"/></svg>'
    ),
    "iframe": '<iframe src="{url}"></iframe>',
    "schema": '<link rel="schema.dc" href="{url}">',
    "link": '<p><a href="{url}">x</a></p>',
    "script": '<script src="{url}"></script>',
    "form": '<form action="{url}"><input></form>',
}

watched: list[str] | None = None


def watch(event: str, details: tuple[object, ...]) -> None:
    if watched is not None and event in {
        "open",
        "socket.connect",
        "socket.getaddrinfo",
        "urllib.Request",
    }:
        watched.append(f"{event} {details}")


sys.addaudithook(watch)  # it can never be taken off again, hence the switch


@contextmanager
def nothing_reaches(*places: str) -> Iterator[None]:
    """Neither a file of these names is opened nor a connection made."""
    global watched  # noqa: PLW0603 - the hook outlives every test
    events: list[str] = []
    watched = events
    try:
        yield
    finally:
        watched = None
    assert [event for event in events if "socket" in event or "urllib" in event] == []
    assert [event for event in events if any(place in event for place in places)] == []


@pytest.fixture
def address() -> Iterator[str]:
    """Of a server on this machine that must never be contacted."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.setblocking(False)
        yield f"http://127.0.0.1:{server.getsockname()[1]}/picture.svg"
        with pytest.raises(BlockingIOError):
            server.accept()


@pytest.fixture
def secret(tmp_path: Path) -> str:
    path = tmp_path / "secret.svg"
    path.write_text(
        '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9">'
        '<text id="a">secret</text></svg>'
    )
    return path.as_uri()


def render(markup: str, **options: bytes) -> bytes:
    page = (
        '<!doctype html><html lang="en"><head><title>x</title></head>'
        f"<body><h1>x</h1>{markup}</body></html>"
    )
    return write_pdf(page, when=WHEN, resources=options).data


@pytest.mark.parametrize("markup", REFUSED.values(), ids=REFUSED)
def test_an_address_is_refused(markup: str, address: str) -> None:
    with (
        nothing_reaches(),
        pytest.raises(RefusedResourceError, match="which is not part of the report"),
    ):
        render(markup.format(url=address))


@pytest.mark.parametrize("markup", REFUSED.values(), ids=REFUSED)
def test_a_file_is_refused(markup: str, secret: str) -> None:
    with (
        nothing_reaches("secret"),
        pytest.raises(RefusedResourceError, match="which is not part of the report"),
    ):
        render(markup.format(url=secret))


@pytest.mark.parametrize("markup", NEVER_LOADED.values(), ids=NEVER_LOADED)
def test_what_is_never_loaded_shows_nothing(markup: str, address: str, secret: str) -> None:
    for url in (address, secret):
        with nothing_reaches("secret"):
            data = render(markup.format(url=url))
        with pikepdf.open(io.BytesIO(data)) as document:
            assert len(document.attachments) == 0
            assert len(document.pages) == 1


@pytest.mark.parametrize(
    "url",
    [
        "data:image/svg+xml,<svg xmlns='http://www.w3.org/2000/svg'/>",
        "ftp://127.0.0.1/x",
        "font:Unknown-400-normal",
        "FONT:SourceSans3-400-normal",
        "kit:missing.svg",
        "kit:../picture.svg",
        "file:///etc/hostname",
        "javascript:x",
    ],
)
def test_every_other_kind_of_address_is_refused(url: str) -> None:
    with nothing_reaches("hostname"), pytest.raises(RefusedResourceError):
        render(f'<img alt="x" src="{url}">', **{"picture.svg": b""})


def test_a_font_of_the_machine_cannot_be_asked_for_by_name() -> None:
    style = (
        "<style>@font-face { font-family: x; src: local('DejaVu Sans') } "
        "p { font-family: x }</style>"
    )
    with nothing_reaches("DejaVu"):
        result = write_pdf(f'<html lang="en"><title>x</title>{style}<p>x</p>', when=WHEN)
    assert result.messages == ("Font-face 'x' cannot be loaded",)


def test_a_relative_address_leads_nowhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "secret.svg").write_text("<svg/>")
    monkeypatch.chdir(tmp_path)
    with nothing_reaches("secret"):
        result = write_pdf(
            '<html lang="en"><title>x</title><img alt="x" src="secret.svg">', when=WHEN
        )
    assert result.messages == ("Relative URI reference without a base URI: secret.svg",)


def test_what_was_handed_in_is_shown() -> None:
    picture = (
        b'<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9">'
        b'<rect width="9" height="9"/></svg>'
    )
    with_picture = render('<img alt="x" src="kit:logo.svg">', **{"logo.svg": picture})
    assert len(with_picture) > len(
        render('<img alt="x" src="kit:logo.svg">', **{"logo.svg": b"<svg/>"})
    )


def test_what_was_handed_in_cannot_load_more(secret: str) -> None:
    picture = (
        '<svg xmlns="http://www.w3.org/2000/svg">'
        f'<image href="{secret}" width="9" height="9"/></svg>'
    )
    with nothing_reaches("secret"), pytest.raises(RefusedResourceError):
        render('<img alt="x" src="kit:logo.svg">', **{"logo.svg": picture.encode()})


def test_only_fonts_and_files_of_the_kit_are_opened_for_a_plain_page() -> None:
    render("<p>first</p>")  # reads what is read once in a process
    with nothing_reaches("/etc/", "/usr/share/", "/home/"):
        render("<p>second</p>")
