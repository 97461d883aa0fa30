"""The YAML form: a submission with every question as a comment above the place for its answer."""

from __future__ import annotations

import json
import textwrap
from collections.abc import Iterator, Mapping
from typing import Any

from coherence_kit.forms.draft import OF_THE_ROUND
from coherence_kit.forms.layout import FormQuestion, FormSection, Layout
from coherence_kit.forms.offices import form_offices, offices_hint
from coherence_kit.forms.proofs import proof_lines
from coherence_kit.forms.yaml.starters import id_text
from coherence_kit.loading.yaml.edit import edit_yaml
from coherence_kit.loading.yaml.entry_lines import EntriesOfFile, EntryLines
from coherence_kit.loading.yaml.writer import to_yaml
from coherence_kit.model.submission import FORMAT
from coherence_kit.words import Words, on_one_line

WIDTH = 100
_ROOM = WIDTH - len("  # ")
_HOW_TO_ROOM = 118
_KEY_ROOM = 22
_PLACES = ("answer", "comment", "evidence")
_RESPONDENT = ("entity", "role")
_BOX = "country_box"

Plain = Mapping[str, Any]


def yaml_form(layout: Layout, draft: Plain | None = None) -> str:
    """A form, valid at once.

    Args:
        layout: what is to be answered.
        draft: a submission as plain values, with which the form is filled.

    """
    return "\n".join(_lines(layout, draft or {})) + "\n"


def continued(text: str, layout: Layout, draft: Plain, before: Layout | None = None) -> str:
    """A YAML file of the user's brought up to a draft; all else in it stays as it is.

    Args:
        text: the file; it composed without problems.
        layout: the form as it is now; questions that the file lacks are put in their places.
        draft: what the answers are now; ids that it lacks, and that are no questions any more,
            leave the file.
        before: the form that the file answers, the whole or a part: what it said of its length is
            said anew; the same form if not given.

    """
    before = before or layout
    text = text.replace("\n".join(_extent(before)), "\n".join(_extent(layout)))

    def change(top: Any) -> None:  # noqa: ANN401  (an ordered map with comments)
        about = {"id": layout.questionnaire, "version": layout.version, "sha256": layout.sha256}
        if all(draft.get("questionnaire", {}).get(key) == about[key] for key in ("id", "version")):
            about.pop("sha256")  # nothing has changed but, perhaps, a text
        top["questionnaire"].update(about)
        for key in OF_THE_ROUND:
            if key not in draft and top.get(key) is not None:
                top[key] = None
        if _part(layout) != _part(before):
            _mark(top, layout)

    begun = edit_yaml(text, change)
    if _part(layout) != _part(before) and not _has_own_comments(begun, before):
        return _with_answers_anew(begun, layout, draft)
    try:
        entries = EntriesOfFile(begun, "answers")
    except ValueError:  # none yet, or all of them in braces
        return _with_answers_anew(begun, layout, draft)
    _continue_answers(entries, layout, draft.get("answers") or {})
    return entries.text()


def _has_own_comments(text: str, layout: Layout) -> bool:
    """Whether comments stand among the answers that are not those of the form."""
    words = layout.words
    questions = [line for one in layout.questions() for line in question_comment(words, one)]
    headings = [line for section in layout.sections for line in _headings(section)]
    own = {f"# {line}".strip() for line in questions} | {line.strip() for line in headings}
    _, _, below = text.partition("\nanswers:")
    return any("#" in line and line.strip() not in own for line in below.splitlines())


def _part(layout: Layout) -> tuple[bool, tuple[str, ...]]:
    """Which part of the questionnaire a form asks."""
    return layout.is_short, layout.asked


def _mark(top: Any, layout: Layout) -> None:  # noqa: ANN401  (an ordered map with comments)
    """Say above its answers which part the file answers, or take that out."""
    is_short, asked = _part(layout)
    for key, value in {"short": "true" if is_short else None, "asked": list(asked)}.items():
        top.pop(key, None)
        if value:
            keys = list(top)
            top.insert(keys.index("answers") if "answers" in keys else len(keys), key, value)


def _with_answers_anew(text: str, layout: Layout, draft: Plain) -> str:
    """A file with its answers as a form has them, below all else that it says."""
    if text.lstrip().startswith("{"):
        return yaml_form(layout, draft)
    above = edit_yaml(text, lambda top: top.pop("answers", None))
    answers = (
        _section(layout.words, section, draft.get("answers") or {}) for section in layout.sections
    )
    lines = [line for section in answers for line in section]
    lines += _beyond(layout, draft)
    return "\n".join([above.rstrip("\n"), "answers:", *lines]) + "\n"


def _continue_answers(entries: EntriesOfFile, layout: Layout, draft: Plain) -> None:
    questions = {question.id: question for question in layout.questions()}
    for gone in [one for one in entries.entries if one.name not in {**questions, **draft}]:
        entries.take_out(gone)
    place = 0
    for name, question in questions.items():
        entry = entries.entry(name)
        if entry is not None:
            place = entries.entries.index(entry) + 1
            _continue_entry(entry, draft.get(name), entries)
        else:
            told = question_comment(layout.words, question)
            comment = [f"{entries.indent}# {line}".rstrip() for line in told]
            lines = _indented({name: filled(draft.get(name))}, entries.indent)
            entries.insert(place, name, comment, [*lines])
            place += 1


def _continue_entry(entry: EntryLines, draft: Any, entries: EntriesOfFile) -> None:  # noqa: ANN401
    """What changes in one entry: an answer that the file leaves open, and what a new round does.

    That is the mark, and the review of the old round.
    """
    if not isinstance(draft, Mapping):
        return
    if draft.get("answer") is not None and _is_open(entry.value):
        lines = _indented({entry.name: dict(draft)}, entries.indent)
        entry.write_anew([f"{line}{entries.ending}" for line in lines])
        return
    if "recheck" not in draft:
        return
    changed = {"review", "recheck"} & {*entry.value} if isinstance(entry.value, Mapping) else set()
    if changed and entry.is_in_braces():
        lines = _indented({entry.name: dict(draft)}, entries.indent)
        entry.write_anew([f"{line}{entries.ending}" for line in lines])
        return
    for key in changed:
        entry.take_out(key)
    entry.put_first("recheck", "true")


def _is_open(entry: object) -> bool:
    """Whether an entry of a file has no answer yet."""
    return (entry.get("answer") if isinstance(entry, Mapping) else entry) in (None, "")


def _lines(layout: Layout, draft: Plain) -> Iterator[str]:
    words = layout.words
    yield from _comment(layout.title)
    yield from _comment(
        words.say(
            "Form for the questionnaire {id}, version {version}",
            id=layout.questionnaire,
            version=layout.version,
        )
    )
    if layout.note:
        yield from _comment(layout.note)
    yield "#"
    if layout.of_round:
        for label, text in layout.of_round:
            yield from _comment(words.say("{label}: {text}", label=label, text=text))
        yield "#"
    yield from _extent(layout)
    yield "#"
    yield from _how_to(words, layout.option)
    if layout.hint:
        yield "#"
        yield from _comment(layout.hint)
    yield f"format: {FORMAT}"
    yield (
        f"questionnaire: {{id: {id_text(layout.questionnaire)}, "
        f"version: {json.dumps(layout.version)}, sha256: {layout.sha256}}}"
    )
    yield from _head(words, draft)
    yield from _offices(layout, draft)
    if layout.asked:
        yield from _comment(words.say("What this form asks; it stays as it is."))
        yield from _indented({"asked": [*layout.asked]}, "")
    yield "answers:"
    answers = draft.get("answers") or {}
    for section in layout.sections:
        yield from _section(layout.words, section, answers)
    yield from _beyond(layout, draft)


def _beyond(layout: Layout, draft: Plain) -> Iterator[str]:
    """The answers to questions that the form does not ask: a form of a part keeps those."""
    asked = {question.id for question in layout.questions()}
    answers = draft.get("answers") or {}
    beyond = {name: entry for name, entry in answers.items() if name not in asked}
    if beyond:
        kept = layout.words.say(
            "Answers that this form does not ask for; they are kept, and come back in the long form"
        )
        yield ""
        yield from _comment(f"===== {kept} =====", "  ")
        yield from _indented(beyond, "  ")


def _extent(layout: Layout) -> Iterator[str]:
    """How many questions are asked and how long that takes, as comment lines."""
    if layout.form:
        yield from _comment(layout.form)
    yield from _comment(layout.words.say("Time it takes: {time}.", time=layout.time))
    for section in layout.sections:
        yield from _comment(f"  {section.number} {section.title}: {section.time}")
    yield from _comment(layout.reckoned)


def _how_to(words: Words, option: str) -> Iterator[str]:
    """How the file is filled in, as comment lines; what is typed stands further in."""
    yield from _told(
        words.say(
            "Fill in what you can; a form with holes is valid and can be saved and checked at any "
            "time:"
        )
    )
    # For translators: stands for the name of a file on the command line.
    yield from _typed("coherence check ", words.say("THIS-FILE") + option)
    yield from _how_to_answer(words)
    yield from _how_to_leave_open(words)
    yield from _told(
        words.say(
            "Where it says recheck: true, an answer was carried over from an earlier round and "
            "counts as missing; delete that line once it is right for this round."
        )
    )
    yield from _told(
        words.say(
            "A text with a colon, or one that starts with a sign such as * or @, goes in double "
            "quotes."
        )
    )


def _how_to_answer(words: Words) -> Iterator[str]:
    yield from _told(
        words.say(
            'An answer is a value after "answer:". Beside it you may write a comment and the '
            "documents that prove it:"
        )
    )
    comment = words.say(
        "One or two sentences, the fact first; the minister’s page prints the first words."
    )
    title = words.say("Decree on the committee")
    reference = words.say("Gazette 12/2024")
    yield from _typed("answer: 2")
    yield from _typed("comment: ", comment)
    yield from _typed("evidence:")
    yield from _typed(f'- {{title: {title}, reference: {reference}, date: 2024-03-01, page: "2"}}')
    yield from _typed(f"- {{title: {title}, url: https://www.example.org/decree-12}}")


def _how_to_leave_open(words: Words) -> Iterator[str]:
    yield from _told(
        words.say(
            "If a question does not apply, or if nobody knows, write one of these in place of the "
            "answer:"
        )
    )
    yield from _typed("not_applicable: ", words.say("the reason (compulsory)"))
    yield from _typed("unknown: ", words.say("who could find out, and by when (welcome)"))


def _told(text: str) -> Iterator[str]:
    for line in textwrap.wrap(text, _HOW_TO_ROOM):
        yield f"# {line}"


def _typed(start: str, text: str = "") -> Iterator[str]:
    for line in textwrap.wrap(
        start + text, _HOW_TO_ROOM, initial_indent=" " * 4, subsequent_indent=" " * 6
    ):
        yield f"# {line}"


def _head_hints(words: Words) -> dict[str, str]:
    """Lines of the head with what is written beside them while they are empty."""
    return {
        "country": words.say(
            "three capital letters, such as GHA; GHA-Accra for a part of a country"
        ),
        "round": words.say("such as First round, 2026"),
        "date": words.say(
            "the day on which the answers stand, such as 2026-06-30; periods end on it"
        ),
        "entity": words.say("the ministry or body that answers"),
        "role": words.say("such as focal point"),
    }


def _head(words: Words, draft: Plain) -> Iterator[str]:
    hints = _head_hints(words)
    own = [key for key in hints if key not in _RESPONDENT]
    for key in own:
        yield from _line(key, draft.get(key), hints[key])
    yield "respondent:"
    respondent = draft.get("respondent") or {}
    for key in _RESPONDENT:
        yield from ("  " + line for line in _line(key, respondent.get(key), hints[key]))
    others = {key: value for key, value in respondent.items() if key not in _RESPONDENT}
    yield from _indented(others, "  ")
    yield from _line(
        _BOX,
        draft.get(_BOX),
        words.say("what the report says of the country: text, and figures with their sources"),
    )
    known = {*own, "format", "questionnaire", "respondent", "offices", "asked", "answers", _BOX}
    yield from _indented({key: value for key, value in draft.items() if key not in known}, "")


def _offices(layout: Layout, draft: Plain) -> Iterator[str]:
    """A line for each role, with what the kit calls its office beside it."""
    offices = form_offices(layout, draft)
    if not offices:
        return
    yield from _comment(offices_hint(layout.words))
    yield "offices:"
    room = max(len(f"{office.role}:") for office in offices)
    for office in offices:
        named = office.named or None
        yield from ("  " + line for line in _line(office.role, named, office.usual, room))


def _line(key: str, value: object, hint: str, room: int = _KEY_ROOM) -> Iterator[str]:
    if value is None:
        yield f"{key + ':':{room}} # {hint}"
    else:
        yield from _indented({key: value}, "")


def _section(words: Words, section: FormSection, answers: Plain) -> Iterator[str]:
    yield ""
    yield from _heading(section)
    for part in section.parts:
        if isinstance(part, FormSection):
            yield from _section(words, part, answers)
        else:
            yield ""
            yield from (f"  # {line}".rstrip() for line in question_comment(words, part))
            yield from _indented({part.id: filled(answers.get(part.id))}, "  ")


def _heading(section: FormSection) -> Iterator[str]:
    yield from _comment(f"===== {section.number} {section.title} =====", "  ")
    if section.text:
        yield from _comment(section.text, "  ")


def _headings(section: FormSection) -> Iterator[str]:
    """Those of a section and of the sections below it."""
    yield from _heading(section)
    for part in section.parts:
        if isinstance(part, FormSection):
            yield from _headings(part)


def question_comment(words: Words, question: FormQuestion) -> Iterator[str]:
    """What stands above the place for an answer, without the signs of a comment."""
    yield from _wrapped(f"{question.number} {question.label}")
    yield from _wrapped(question.text)
    if question.asked_if:
        yield from _wrapped(question.asked_if)
    if question.guidance:
        yield ""
        for part in question.guidance:
            yield from _wrapped(part.line)
    lines = [
        (answer.key, answer.text) for answer in question.answers if not question.says_yes_or_no
    ]
    if question.wanted:
        lines.append(("", question.wanted))
    if lines:
        yield ""
    for key, text in lines:
        lead = f"  {key}  " if key else ""
        yield from textwrap.wrap(
            on_one_line(text), _ROOM, initial_indent=lead, subsequent_indent=" " * len(lead)
        )
    yield from _proofs(words, question)


def _proofs(words: Words, question: FormQuestion) -> Iterator[str]:
    """The documents that prove the answers."""
    proofs = proof_lines(words, question)
    if proofs:
        yield ""
        yield words.say("Documents that prove it:")
    for proof in proofs:
        yield from textwrap.wrap(
            on_one_line(proof), _ROOM, initial_indent="  ", subsequent_indent="    "
        )


def filled(entry: Any) -> dict[str, Any]:  # noqa: ANN401  (an answer as a file may have it)
    """An entry with every place that can still be filled."""
    stated = (
        dict(entry) if isinstance(entry, Mapping) else {} if entry is None else {"answer": entry}
    )
    has_state = "not_applicable" in stated or "unknown" in stated
    places = {
        key: stated.pop(key, None)
        for key in _PLACES
        if key in stated or not (has_state and key == "answer")
    }
    states = {key: stated.pop(key) for key in ("not_applicable", "unknown") if key in stated}
    return {**states, **places, **stated}


def _indented(value: Plain, indent: str) -> Iterator[str]:
    """Keys and values as YAML at some depth; nothing for an empty map."""
    if value:
        # not splitlines: a separator of lines that somebody typed is text
        for line in to_yaml(dict(value)).removesuffix("\n").split("\n"):
            yield f"{indent}{line}" if line else ""


def _wrapped(text: str) -> list[str]:
    return textwrap.wrap(on_one_line(text), _ROOM) or [""]


def _comment(text: str, indent: str = "") -> Iterator[str]:
    """A text as comment lines; whatever it holds, it cannot end the comment."""
    for line in _wrapped(text):
        yield f"{indent}# {line}".rstrip()
