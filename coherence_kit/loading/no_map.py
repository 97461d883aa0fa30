"""What a file holds that has no keys with values at its top, and what to give in its place.

Also of files that have them, but are results of the kit itself.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from coherence_kit.i18n import plural
from coherence_kit.problems import clip, one_line

_SUBMISSION: Final = "coherence-kit/submission/"
_RESULTS: Final = {
    "coherence-kit/assessment": "the figures of an assessment",
    "coherence-kit/robustness": "figures on how robust a result is",
}
_MOST_NAMED: Final = 3
_LONGEST_QUOTE: Final = 60
_ANOTHER_FILE: Final = "check that it is the right file; coherence new writes one to start from"
_WITHOUT_DASH: Final = "put a space in the place of the dash at the top"
_WITHOUT_BRACKETS: Final = "take out the first bracket, [, and the last one, ]"
_ONE_EACH: Final = "give each of them a file of its own, without the list around it"


def is_result(value: object) -> bool:
    """Whether a file holds figures that the kit has written."""
    stated = {str(entry.get("format")) for entry in _entries(value)}
    return len(stated) == 1 and stated <= _RESULTS.keys()


def result_params(value: object) -> dict[str, str]:
    """What the message needs about figures that the kit has written."""
    entries = [*_entries(value)]
    sources = [source for entry in entries if isinstance(source := _source(entry), str)]
    named = ", ".join(one_line(source) for source in sources[:_MOST_NAMED])
    more = ", …" if len(sources) > _MOST_NAMED else ""
    which = f": {named}{more}" if named else ""
    return {"what": _RESULTS[str(entries[0].get("format"))], "which": which}


def format_line(*, is_json: bool) -> str:
    """The line that says what kind of file one is, as an example."""
    quote = '"' if is_json else ""
    return f"{quote}format{quote}: {quote}{_SUBMISSION}1{quote}"


def no_map_params(value: object, *, is_json: bool) -> dict[str, str]:
    """What the message needs about a list or a text at the top of a file."""
    return {
        "what": _described(value),
        "cure": _cure(value, is_json=is_json),
        "line": format_line(is_json=is_json),
    }


def _described(value: object) -> str:
    if not isinstance(value, list):
        return f'only the text "{clip(str(value), _LONGEST_QUOTE)}"'
    number = len(value)
    if not number:
        return "an empty list"
    words = ("submission", "submissions") if _is_of_submissions(value) else ("entry", "entries")
    return f"a list of {number} {plural(number, *words)}"


def _cure(value: object, *, is_json: bool) -> str:
    if not isinstance(value, list) or not _is_of_submissions(value):
        return _ANOTHER_FILE
    if len(value) > 1:
        return _ONE_EACH
    return _WITHOUT_BRACKETS if is_json else _WITHOUT_DASH


def _is_of_submissions(entries: list[object]) -> bool:
    return bool(entries) and all(
        isinstance(entry, Mapping) and str(entry.get("format")).startswith(_SUBMISSION)
        for entry in entries
    )


def _entries(value: object) -> Iterator[Mapping[str, object]]:
    """A map, or the maps of a list."""
    for entry in value if isinstance(value, list) else [value]:
        if isinstance(entry, Mapping):
            yield entry


def _source(entry: Mapping[str, object]) -> object:
    submission = entry.get("submission")
    return submission.get("source") if isinstance(submission, Mapping) else None
