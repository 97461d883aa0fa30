"""pydantic's validation errors as problems at a line and column, one for each fault.

pydantic sees one fault several times: a misspelt key is a key too many and a key missing, a list
whose entry is wrong is also too short, a key of another member of a union is unknown. Here each is
told once, as what the author did.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, TypeVar, cast

from pydantic import BaseModel, ValidationError

from coherence_kit.i18n import count_word, plural
from coherence_kit.loading.documents import Document, PathLike, begins_with_brace, has_segment
from coherence_kit.model.empty_words import says_nothing
from coherence_kit.model.plan import STATUS_MEANT
from coherence_kit.model.questionnaire import SHARED
from coherence_kit.problems import did_you_mean, nearest
from coherence_kit.problems.shortening import MOST_KEPT
from coherence_kit.questions import KINDS
from coherence_kit.questions.number import NUMBER_LIMITS

M = TypeVar("M", bound=BaseModel)
Schema = Mapping[str, Any]

_MAP = "a set of keys with values"
# pydantic's error type to what was expected; types not listed fall back to pydantic's own words
_EXPECTED = {
    "kit_text": "a text",
    "kit_id": (
        "an id: lower-case letters, digits and hyphens, in parts joined by dots "
        "(coordination.focal-point)"
    ),
    "kit_reference": (
        "a question with its questionnaire before it, such as "
        "intragovernmental/coordination.focal-point"
    ),
    "kit_integer": "a whole number",
    "kit_number": "a decimal number such as 2 or 0.6",
    "kit_number_size": f"a number of {NUMBER_LIMITS}",
    "kit_boolean": "true, false, yes or no",
    "kit_date": "a date as year-month-day, such as 2026-06-30",
    "kit_partial_date": "a date as 2005, 2005-11 or 2005-11-09",
    "kit_version": 'a version of two numbers, such as "1.0"',
    "kit_negative": "a number of 0 or more",
    "kit_share": "a share from 0 to 1, such as 0.6",
    "kit_example": (
        "unit: with a practice of the source register, or later: with a later document, one of the "
        "two"
    ),
    "kit_letter": (
        "a letter without a plus or a blank: the kit itself adds the plus, and tables separate "
        "letters by blanks"
    ),
    "kit_letter_twice": "another letter than those before it; capital or small makes no difference",
    "kit_further_letter": "a further letter, none of those listed under order",
    "kit_counts_as": "one of the letters listed under order",
    "model_type": _MAP,
    "model_attributes_type": _MAP,
    "dict_type": _MAP,
    "mapping_type": _MAP,
    "list_type": "a list",
    "tuple_type": "a list",
    "string_type": "a text",
}
_LIMITS = {
    "greater_than_equal": ("a number of {} or more", "ge"),
    "less_than_equal": ("a number of {} or less", "le"),
}
_LENGTHS = {"too_short": ("min_length", "or more"), "too_long": ("max_length", "at most")}
_PATTERNS = {
    "^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$": "the code of a language in small letters, such as en or fr",
    "^[0-9a-f]{64}$": "a checksum of 64 digits from 0 to f",
}
_MAPPED = '{question: intragovernmental/planning.budget, bears: {"19": supports}}'
# (title of the model, key) to better words than the type alone gives; the second is
# said of an entry of the list
_EXPECTED_AT = {
    ("SubmissionFile", "answers"): (
        "ids of questions with their answers below it, such as planning.budget: 3",
        "",
    ),
    ("Case", "answers"): (
        "ids of questions with their answers below it, such as planning.budget: 3",
        "",
    ),
    ("Case", "expect"): ("what must come out, such as {value: 50.0, coverage: 100}", ""),
    ("Case", "fill"): (
        "what questions not listed are answered with, such as {scale: 2, evidence: true}",
        "",
    ),
    ("SubmissionFile", "questionnaire"): (
        'id and version, such as {id: intragovernmental, version: "2.0"}',
        "",
    ),
    ("SubmissionFile", "respondent"): (
        "entity and role, such as {entity: Ministry of Labour, role: focal point}",
        "",
    ),
    ("GivenAnswer", "answer"): ("a text, or a list of texts", "a text"),
    ("GivenAnswer", "evidence"): (
        "a list of documents, such as [{title: Decree 12, date: 2024-03-01}]",
        "a document, such as {title: Decree 12, reference: Gazette 12/2024, date: 2024-03-01}",
    ),
    ("SubmissionFile", "country_box"): (
        "what the report says of the country: text and figures, such as {text: Many islands.}",
        "",
    ),
    ("CountryBox", "figures"): (
        "a list of figures, such as [{label: Population, value: 4.2 million, source: Census}]",
        "a figure, such as {label: Population, value: 4.2 million, source: Census, year: 2025}",
    ),
    ("NotApplicableAnswer", "not_applicable"): (
        "a text: the reason why the question does not apply",
        "",
    ),
    ("Questionnaire", "letters"): ("the letters, lowest first, such as {order: [D, C, B, A]}", ""),
    ("LetterScale", "order"): ("a list of letters, lowest first, such as [D, C, B, A]", ""),
    ("LetterScale", "counts_as"): (
        "further letters with the one each counts as, such as {D*: D}",
        "",
    ),
    ("Rubric", "rule"): (
        "the name of a rule, or name and more, such as {name: any-n-of, n: 2}",
        "",
    ),
    ("RuleSpec", "cap"): ("a number above 0", ""),
    ("BoxScoring", "cap"): ("a number above 0", ""),
    ("Publish", "max"): ("a number above 0", ""),
    ("RuleSpec", "tables"): ("a table for each number of parts, such as {1: {B: B, A: A}}", ""),
    ("ScaleQuestion", "half_step"): (
        "what the flag is called and says, such as {id: partly, text: In some regions.}",
        "",
    ),
    ("ScaleQuestion", "target"): ("a step, such as 3", ""),
    ("BooleanQuestion", "target"): ("yes or no", ""),
    ("ChoiceQuestion", "options"): (
        "a list of options, such as [{id: never, text: Never., score: 0}]",
        "an option, such as {id: never, text: Never., score: 0}",
    ),
    ("ChoiceQuestion", "target"): ("the id of one option", ""),
    ("MultipleChoiceQuestion", "options"): (
        "a list of boxes, such as [{id: unions, text: Trade unions.}]",
        "a box, such as {id: unions, text: Trade unions.}",
    ),
    ("MultipleChoiceQuestion", "scoring"): (
        "share, points or any-n-of, or more, such as {name: any-n-of, n: 2}",
        "",
    ),
    ("MultipleChoiceQuestion", "target"): ("a list of boxes, such as [unions, employers]", ""),
    ("OptionsTarget", "value"): ("a list of boxes, such as [unions, employers]", ""),
    ("NumberQuestion", "goalposts"): (
        "the numbers that score 0 and 100, such as {low: 0, high: 40}",
        "",
    ),
    ("NumberQuestion", "thresholds"): (
        "a list of classes, such as [{score: 0}, {from: 50, score: 100}]",
        "a class, such as {from: 50, score: 100}",
    ),
    ("NumberQuestion", "target"): ("a number", ""),
    ("MatrixQuestion", "rows"): (
        "a list of rows, such as [{id: labour, label: Ministry of labour}]",
        "a row, such as {id: labour, label: Ministry of labour}",
    ),
    ("MatrixQuestion", "columns"): (
        "a list of options, such as [{id: never, text: Never., score: 0}]",
        "an option, such as {id: never, text: Never., score: 0}",
    ),
    ("MatrixQuestion", "target"): ("the id of one column", ""),
    ("Row", "target"): ("the id of one column", ""),
    ("FrameworkMapping", "items"): (
        'a list of items, such as [{number: "19", label: contribution to development}]',
        'an item, such as {number: "19", label: contribution to development}',
    ),
    ("FrameworkMapping", "questions"): (
        f"a list of questions, such as [{_MAPPED}]",
        f"a question, such as {_MAPPED}",
    ),
    ("ColumnsFile", "columns"): (
        "names of columns, each with a question or a field, such as Q1: planning.budget",
        "",
    ),
    ("ColumnsFile", "codes"): (
        'questions, each with its codes and answers, such as planning.budget: {"7": 3}',
        "",
    ),
    ("ColumnsFile", "constants"): (
        "what holds for every row, such as questionnaire: intragovernmental 2.0",
        "",
    ),
    ("ColumnsFile", "missing"): ('a list of codes, such as [".", "-99"]', "a code"),
    ("ColumnsFile", "unknown"): ('a list of codes, such as ["-77"]', "a code"),
    ("ColumnsFile", "not_applicable"): (
        'codes, each with the reason, such as "-88": no powers in this field',
        "the reason, as a text",
    ),
    ("Plan", "measures"): (
        "ids of measures with what is planned below it, such as effects.act: {due: 2027-06}",
        "",
    ),
    ("Plan", "questionnaires"): ("a list of ids, such as [intragovernmental]", "an id"),
    ("BrandFile", "logos"): (
        "a list of one or two logos, such as [{file: logo.svg, alt: Ministry of Planning}]",
        "a logo, such as {file: logo.svg, alt: Ministry of Planning}",
    ),
    ("BrandFile", "parts"): ("a list of parts, such as [cover, glance, measures]", "a part"),
    ("BrandFile", "headings"): (
        "ids of parts, each with what it is called, such as glance: Summary for the minister",
        "",
    ),
    ("LogoFile", "alt"): ("what the logo shows, such as Ministry of Planning", ""),
    ("MappedQuestion", "bears"): (
        'numbers of items, each with same, part or supports, such as {"19": part}',
        "",
    ),
}
_MOST_HINTED = 200
_LONGEST_TITLE = 200  # what is longer is told without being written out once more
_DOCUMENTS = _EXPECTED_AT["GivenAnswer", "evidence"]
# names that pydantic puts into an error's place to say which member of a union it tried
_UNION_TAGS = frozenset(
    {*KINDS, "matrix", SHARED}
    | {"all", "any", "in", "step", "option", "not_option"}
    | {"answer", "not_applicable", "unknown", "one", "several"}
)
_OF_KEY = "[key]"


def validate(document: Document, model: type[M]) -> M | None:
    """The document as a model, or None with its problems added."""
    kept = document.models if document.models is not None else {}
    try:
        if model not in kept:
            kept[model] = model.model_validate(document.value)
        return cast("M", kept[model])
    except ValidationError as error:
        # one more than are kept, so that it is told that there are more
        entries = error.errors(include_url=False, include_input=False)[: MOST_KEPT + 1]
        _Report(
            document, model, [_pydantic_error(model, document.value, entry) for entry in entries]
        ).write()
    return None


def validate_rest(document: Document, model: type[M], parted: str) -> M | None:
    """What remains of a refused document without the parts in which something is wrong.

    None if that is not enough.

    A part is a key of the document or, where the document has keys below `parted`, one of those. So
    a slip in one answer does not hide those in the others.
    """
    parts = document.value.get(parted)
    rest = (
        {**document.value, parted: dict(parts)}
        if isinstance(parts, Mapping)
        else dict(document.value)
    )
    try:
        return model.model_validate(rest)
    except ValidationError as error:
        for entry in error.errors(include_url=False, include_input=False):
            place = entry["loc"]
            if len(place) > 1 and place[0] == parted:
                rest[parted].pop(place[1], None)
            else:
                rest.pop(str(place[0]) if place else "", None)
    try:
        return model.model_validate(rest)
    except ValidationError:
        return None


@dataclass(frozen=True, slots=True)
class _PydanticError:
    """An error of pydantic's.

    `path` is the part of its place that exists in the file; `name` the key that it speaks of.

    Of an error of the kit's own, `at` in its context leads on from there to what is wrong.
    """

    kind: str
    path: PathLike
    name: str
    of_key: bool
    context: Mapping[str, Any]
    message: str


def _pydantic_error(
    model: type[BaseModel], value: object, entry: Mapping[str, Any]
) -> _PydanticError:
    kind, context = str(entry["type"]), entry.get("ctx", {})
    place = (*entry["loc"], *context.get("at", ()))
    of_key = bool(place) and place[-1] == _OF_KEY
    name = str(context.get("discriminator", "")).strip("'")
    if kind == "missing":
        name, path = str(place[-1]), _lacking(model, value, place)
    elif kind == "extra_forbidden":
        name, path = str(place[-1]), _resolve(value, place)[:-1]
    else:
        path = _resolve(value, place[:-1] if of_key else place)
    return _PydanticError(kind, path, name, of_key, context, str(entry["msg"]))


def _lacking(model: type[BaseModel], value: object, place: PathLike) -> PathLike:
    """The map of the file that lacks the key a place ends with.

    Before the key the place may have a key of the file or a union tag of the same name: what
    decides is which of the two maps could have the key and has it not.
    """
    above, name = place[:-1], place[-1]
    ways = [_resolve(value, above)]
    if above and above[-1] in _UNION_TAGS:
        ways.append(_resolve(value, above[:-1]))
    for path in ways:
        written = _value_at(value, path)
        if not isinstance(written, Mapping) or name in written:
            continue
        if any(name in member.get("properties", {}) for member in _members(model, path, value)):
            return path
    return ways[-1]


class _Report:
    """The errors of one file, told as faults."""

    def __init__(
        self, document: Document, model: type[BaseModel], entries: list[_PydanticError]
    ) -> None:
        self.document = document
        self.model = model
        self.entries = entries
        self.told: set[tuple[PathLike, str]] = set()
        self.members: dict[PathLike, list[Schema]] = {}
        self.hints: dict[tuple[str, tuple[str, ...]], str] = {}

    def write(self) -> None:
        """Add a problem to the document for each fault."""
        for entry in self.entries:
            if entry.kind in {"missing", "union_tag_not_found"}:
                self._missing(entry)
        for entry in self.entries:
            if entry.kind == "extra_forbidden":
                self._extra(entry)
            elif entry.kind in {"literal_error", "union_tag_invalid", "enum"}:
                self._choice(entry)
            elif entry.kind not in {"missing", "union_tag_not_found"}:
                self._value(entry)

    def _missing(self, entry: _PydanticError) -> None:
        """A key that is not there, unless another one there was meant to be it."""
        written = _value_at(self.document.value, entry.path)
        known = self._known(entry.path, written)
        strangers = (
            [key for key in written if key not in known] if isinstance(written, Mapping) else []
        )
        few = strangers[:_MOST_HINTED]
        misspelt = next((key for key in few if nearest(key, [entry.name])), None)
        if misspelt is None:
            self.document.report("schema.missing-key", entry.path, key=entry.name)
        else:
            self._unknown((*entry.path, misspelt), known, self._hint(misspelt, [entry.name]))

    def _extra(self, entry: _PydanticError) -> None:
        written = _value_at(self.document.value, entry.path)
        members = self._members(entry.path)
        tried = _member_tried(members, entry.name, written)
        known = list(tried.get("properties", {}))
        rival = next(
            (member for member in members if entry.name in member.get("properties", {})), None
        )
        if rival is None:
            known = self._known(entry.path, written)
            self._unknown((*entry.path, entry.name), known, self._hint(entry.name, known))
        elif self._first(entry.path, "schema.clash"):
            other = _difference(tried, rival, written)
            path = (*entry.path, entry.name)
            beside = ", ".join(
                key for key in known if f'"{key}"' not in other and not other.startswith(f"{key}: ")
            )
            self.document.report_key(
                "schema.clash", path, key=entry.name, other=other, known=beside
            )

    def _unknown(self, path: PathLike, known: Iterable[str], hint: str) -> None:
        if self._first(path, "schema.unknown-key"):
            key = path[-1]
            self.document.report_key(
                "schema.unknown-key", path, key=key, known=", ".join(known), hint=hint
            )

    def _choice(self, entry: _PydanticError) -> None:
        path = (*entry.path, entry.name) if entry.name else entry.path
        expected = str(
            entry.context.get("expected") or entry.context.get("expected_tags", "")
        ).replace("'", "")
        # that a question is asked elsewhere is said by `use:` alone
        expected = expected.removesuffix(f", {SHARED}")
        words = expected.replace(" or ", ", ").split(", ")
        found = _value_at(self.document.value, path)
        if isinstance(found, str) and found.strip():
            self.document.report(
                "schema.choice", path, value=found, known=expected, hint=self._hint(found, words)
            )
        else:
            self._wrong(path, found, f"one of {expected}")

    def _value(self, entry: _PydanticError) -> None:
        found = _value_at(self.document.value, entry.path)
        if (
            entry.kind == "too_short"
            and found is not None
            and len(found) >= entry.context["min_length"]
        ):
            return  # long enough, but an entry is wrong, which is told
        expected = self._expected(entry)
        if entry.of_key:
            self.document.report_key(
                "schema.key", entry.path, key=entry.path[-1], expected=expected
            )
        else:
            self._wrong(entry.path, found, expected)

    def _wrong(self, path: PathLike, found: object, expected: str) -> None:
        name = next((segment for segment in reversed(path) if isinstance(segment, str)), "file")
        if is_empty(found):
            self.document.report("schema.empty", path, key=name, expected=expected)
        elif expected in _DOCUMENTS and (line := self._as_documents(path, found)):
            value = described(found)
            self.document.report(
                "schema.document", path, value=value, key=name, expected=expected, line=line
            )
        else:
            self.document.report(
                "schema.value", path, value=described(found), key=name, expected=expected
            )

    def _as_documents(self, path: PathLike, found: object) -> str:
        """A text in the place of documents as a file has it; nothing if it may be no title."""
        if not isinstance(found, str) or self.document.composed is None:
            return ""
        if " " not in found or len(found) > _LONGEST_TITLE or says_nothing(found):
            return ""
        is_json = begins_with_brace(self.document.data)
        quote = '"' if is_json else ""
        item = f"{{{quote}title{quote}: {json.dumps(found, ensure_ascii=False)}}}"
        return item if isinstance(path[-1], int) else f"{quote}{path[-1]}{quote}: [{item}]"

    def _expected(self, entry: _PydanticError) -> str:
        if entry.kind == "string_pattern_mismatch":
            return _PATTERNS.get(entry.context["pattern"], "a text of another form")
        if entry.kind in _LENGTHS and not is_empty(_value_at(self.document.value, entry.path)):
            return _length(entry)
        if entry.kind in _LIMITS:
            template, name = _LIMITS[entry.kind]
            return template.format(entry.context[name])
        if not entry.of_key and entry.kind != "kit_number_size":
            titles = {member.get("title") for member in self._members(entry.path)}
            if entry.kind in {"dict_type", "mapping_type"} and "LocalizedText" in titles:
                return "a text, or texts by language such as {en: Migration}"
            words = _expected_at(self.model, entry.path, self.document.value)
            if words:
                return words
        return _EXPECTED.get(entry.kind) or _length(entry) or entry.message.lower()

    def _known(self, path: PathLike, written: object) -> list[str]:
        """The keys that the model knows at a place.

        Those of all members of a union where no type tells them apart.
        """
        told = _agreeing_members(self._members(path), written)
        return list(dict.fromkeys(key for member in told for key in member.get("properties", {})))

    def _members(self, path: PathLike) -> list[Schema]:
        """The schemas at a path; asked for once, however many keys are wrong there."""
        if path not in self.members:
            self.members[path] = _members(self.model, path, self.document.value)
        return self.members[path]

    def _hint(self, word: str, known: Sequence[str]) -> str:
        """What was meant by a wrong word, of the first that are wrong in a file.

        Whoever has more of them has another file before them, and each guess takes its time.
        """
        asked = (word, tuple(known))
        if asked not in self.hints and len(self.hints) < _MOST_HINTED:
            self.hints[asked] = _same_meaning(word, known) or did_you_mean(word, known)
        return self.hints.get(asked, "")

    def _first(self, path: PathLike, code: str) -> bool:
        """Whether this is told for the first time."""
        if (path, code) in self.told:
            return False
        self.told.add((path, code))
        return True


def _same_meaning(word: str, known: Sequence[str]) -> str:
    """What was meant by a word that others use for the same."""
    meant = STATUS_MEANT.get(" ".join(word.casefold().replace("_", " ").split()))
    return did_you_mean(meant, known) if meant is not None and meant in known else ""


def _length(entry: _PydanticError) -> str:
    """How many entries are expected; an empty text for an error that does not speak of them."""
    name, words = _LENGTHS.get(entry.kind, ("", ""))
    number = int(entry.context.get(name, 0))
    return f"{count_word(number)} {plural(number, 'entry', 'entries')} {words}" if words else ""


def is_empty(value: object) -> bool:
    """Whether a value of a file says nothing."""
    return value is None or value in ([], {}) or (isinstance(value, str) and not value.strip())


def described(value: object) -> str:
    """What a file holds where something else was expected."""
    if isinstance(value, Mapping):
        return _MAP
    if isinstance(value, list):
        return f"a list of {len(value)}"
    return f'"{value}"'


def _value_at(value: Any, path: Iterable[str | int]) -> Any:  # noqa: ANN401
    for segment in path:
        if not has_segment(value, segment):
            return None
        value = value[segment]
    return value


def _resolve(value: object, place: PathLike) -> PathLike:
    """The part of pydantic's place that exists in the file.

    The place also holds union tags, which may have the name of a real key (`scale` is a type and a
    key). Of all ways to leave segments out, the one that keeps the last segment and the most others
    is the place meant. A way is worked out once for each value and rest: conditions inside
    conditions would double the ways with every level.
    """
    known: dict[tuple[int, int], tuple[bool, int, PathLike]] = {}

    def best(value: Any, start: int) -> tuple[bool, int, PathLike]:  # noqa: ANN401
        if start == len(place):
            return False, 0, ()
        if (id(value), start) not in known:
            head = place[start]
            ways = (
                [best(value, start + 1)]
                if head in _UNION_TAGS or not has_segment(value, head)
                else []
            )
            if has_segment(value, head):
                last, length, kept = best(value[head], start + 1)
                ways.append((last or start + 1 == len(place), length + 1, (head, *kept)))
            known[id(value), start] = max(ways, key=lambda way: way[:2])
        return known[id(value), start]

    return best(value, 0)[2]


# What the model knows


@cache
def _schema(model: type[BaseModel]) -> dict[str, Any]:
    return model.model_json_schema(by_alias=True)


def _members(model: type[BaseModel], path: PathLike, value: object) -> list[Schema]:
    """The schemas at a path of the file.

    There are several where the place is a union; unions above it are decided.
    """
    root = _schema(model)
    members = list(_expanded(root, root))
    for place, segment in enumerate(path):
        told = _agreeing_members(members, _value_at(value, path[:place]))
        members = []
        for member in told:
            for inner in _schemas_inside(member, segment):
                members += _expanded(inner, root)
    return members


def _agreeing_members(members: list[Schema], written: object) -> list[Schema]:
    """The members of a union that agree with what is written, all of them if none does."""
    return [member for member in members if _agrees(member, written)] or members


def _schemas_inside(schema: Schema, segment: str | int) -> Iterator[Schema]:
    if isinstance(segment, int):
        if "items" in schema:
            yield schema["items"]
    elif segment in schema.get("properties", {}):
        yield schema["properties"][segment]
    else:
        yield from schema.get("patternProperties", {}).values()
        if isinstance(schema.get("additionalProperties"), Mapping):
            yield schema["additionalProperties"]


def _expanded(schema: Schema, root: Schema) -> Iterator[Schema]:
    if "$ref" in schema:
        yield from _expanded(root["$defs"][schema["$ref"].rpartition("/")[2]], root)
    elif options := schema.get("anyOf") or schema.get("oneOf"):
        members = [member for option in options for member in _expanded(option, root)]
        title = {"title": schema["title"]} if "title" in schema else {}
        # beside a form with keys or items a single value is short for it,
        # and is not told as another form
        yield from [{**title, **member} for member in members if _has_parts(member)] or members
    else:
        yield schema


def _has_parts(schema: Schema) -> bool:
    return any(
        key in schema
        for key in ("properties", "patternProperties", "additionalProperties", "items")
    )


def _expected_at(model: type[BaseModel], path: PathLike, value: object) -> str:
    """The words for a place, where there are better ones than those for its type."""
    is_entry = bool(path) and isinstance(path[-1], int)
    at = path[:-1] if is_entry else path
    if not at:
        return ""
    titles = {
        member.get("title")
        for member in _agreeing_members(_members(model, at[:-1], value), _value_at(value, at[:-1]))
    }
    found = next(
        (
            words
            for (title, key), words in _EXPECTED_AT.items()
            if title in titles and key == at[-1]
        ),
        ("", ""),
    )
    return found[1] if is_entry else found[0]


def _consts(member: Schema) -> dict[str, Any]:
    """The keys whose value tells a member of a union from the others, with that value."""
    return {
        key: inner["const"]
        for key, inner in member.get("properties", {}).items()
        if "const" in inner
    }


def _agrees(member: Schema, written: object) -> bool:
    return isinstance(written, Mapping) and all(
        written.get(key) == const for key, const in _consts(member).items()
    )


def _member_tried(members: list[Schema], key: str, written: Mapping[str, Any]) -> Schema:
    """The member of a union that refused a key.

    It is the one without the key that fits what is written best.
    """
    others = [member for member in members if key not in member.get("properties", {})]

    def fit(member: Schema) -> tuple[bool, int]:
        known = member.get("properties", {})
        return _agrees(member, written), sum(own in written for own in known)

    return max(others, key=fit, default={})


def _difference(tried: Schema, rival: Schema, written: Mapping[str, Any]) -> str:
    """What is written that says which member of a union is meant: `type: boolean`, `"answer"`."""
    for key, const in _consts(tried).items():
        if _consts(rival).get(key, const) != const:
            return f"{key}: {const}"
    rivals = rival.get("properties", {})
    keys = [key for key in written if key in tried.get("properties", {}) and key not in rivals]
    return " and ".join(f'"{key}"' for key in keys) or "the keys beside it"
