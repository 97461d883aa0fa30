"""Questionnaires made of others.

`parts: [id, …]` takes whole ones as sections, `use: questionnaire/question` one question.

What is borrowed is written out before anything is checked, so that the rest of the kit knows one
kind of questionnaire. Whatever stands beside `use:` takes the place of what the borrowed question
has (another weight, another target, guidance for those who are asked here); only its answers stay
its own, so that the same question can be read side by side wherever it is asked. Which questions
the short form asks is for each questionnaire to say: `short:` is not borrowed.

Where `use:` names a question of the questionnaire itself, or of one of its parts, nothing is
borrowed: the question is asked once, and its answer counts in this section too. Only its weight or
points may differ here.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from coherence_kit.loading.documents import Document, PathLike
from coherence_kit.loading.schema_problems import described, is_empty
from coherence_kit.model.questionnaire import KEYS_OF_ANSWERS, SHARED, Questionnaire
from coherence_kit.problems import did_you_mean
from coherence_kit.scoring.rules import RULES

Find = Callable[[str], "Mapping[str, Any] | None"]
_BESIDE_SHARED = ("use", "weight", "points")
_ANOTHER = "another questionnaire than those before it"
# what a part keeps of its own when it becomes a section
_OF_A_PART = ("id", "title", "rubric", "sections")


class _Borrower:
    """One questionnaire being written out.

    `find` gives the plain values of another one by its id.
    """

    def __init__(self, document: Document, find: Find, known: list[str]) -> None:
        self._document = document
        self._find = find
        self._known = known
        self.borrowed: dict[str, None] = {}
        self.shares = False
        self._steps_of_whole: list[str] = []
        self._listed: dict[str, dict[str, Mapping[str, Any]]] = {}
        value = document.value
        parts = _list_under(value, "parts") if "sections" not in value else []
        own = value.get("id")
        self._own = own if isinstance(own, str) else ""
        self._whole = {self._own, *(part for part in parts if isinstance(part, str))} - {""}

    def whole(self, value: Mapping[str, Any]) -> dict[str, Any]:
        """The questionnaire with its parts as sections and every borrowed question in its place."""
        self._check_parts(value)
        made = {key: item for key, item in value.items() if key != "parts"}
        parts = value.get("parts")
        if isinstance(parts, list) and "sections" not in value:
            scale = value.get("scale") or self._first(parts, "scale")
            self._steps_of_whole = _steps({"scale": scale})
            made["sections"] = [
                section
                for place, part in enumerate(parts)
                if (section := self._part(part, ("parts", place)))
            ]
            for key in ("scale", "rubric", "letters"):
                made.setdefault(key, self._first(parts, key))
            if isinstance(made["rubric"], Mapping) and "rubric" not in value:
                # how the first part puts its own sections together says nothing of the parts
                made["rubric"] = {
                    key: made["rubric"][key] for key in made["rubric"] if key != "rule"
                }
        if isinstance(made.get("sections"), list):
            made["sections"] = self._sections(made["sections"], ("sections",))
        return {key: item for key, item in made.items() if item is not None}

    def _check_parts(self, value: Mapping[str, Any]) -> None:
        """Parts are a list of questionnaires, each once, in place of sections."""
        if "parts" not in value:
            return
        parts = value["parts"]
        if "sections" in value:
            known = ", ".join(key for key in Questionnaire.model_fields if key != "sections")
            texts = {"key": "parts", "other": 'the key "sections"', "known": known}
            self._document.report_key("schema.clash", ("parts",), **texts)
        elif not isinstance(parts, list) or not parts:
            expected = "a list of questionnaires, such as [intragovernmental, multistakeholder]"
            code = "schema.empty" if is_empty(parts) else "schema.value"
            texts = {"key": "parts", "value": described(parts), "expected": expected}
            self._document.report(code, ("parts",), **texts)

    def _first(self, parts: list[object], key: str) -> object:
        """What the first part says under a key.

        The parts of a whole are read with one scale, one set of levels and one of letters.
        """
        for part in parts:
            found = self._find(part) if isinstance(part, str) else None
            if found is not None:
                return found.get(key)
        return None

    def _part(self, part: object, path: PathLike) -> dict[str, Any] | None:
        name = part if isinstance(part, str) else described(part)
        own = self._document.value.get("id")
        found = self._find(part) if isinstance(part, str) and part != own else None
        if not isinstance(part, str) or found is None or "parts" in found:
            hint = "" if name in self._known else did_you_mean(name, self._known)
            self._document.report("questionnaire.unknown-part", path, id=name, hint=hint)
            return None
        if part in self.borrowed:
            texts = {"key": "parts", "value": described(part), "expected": _ANOTHER}
            self._document.report("schema.value", path, **texts)
            return None
        self.borrowed[part] = None
        section = {key: found[key] for key in _OF_A_PART if key in found}
        if isinstance(section.get("sections"), list):
            own = found.get("scale") if _steps(found) != self._steps_of_whole else None
            section["sections"] = [_with_scale(inner, own) for inner in section["sections"]]
        return section

    def _sections(self, sections: list[Any], path: PathLike) -> list[Any]:
        return [
            self._section(section, (*path, place)) if isinstance(section, Mapping) else section
            for place, section in enumerate(sections)
        ]

    def _section(self, section: Mapping[str, Any], path: PathLike) -> dict[str, Any]:
        made = dict(section)
        if isinstance(section.get("questions"), list):
            left = ("short",) if _sums_points(section) else ("short", "points")
            made["questions"] = [
                self._question(question, (*path, "questions", place), left)
                for place, question in enumerate(section["questions"])
            ]
        if isinstance(section.get("sections"), list):
            made["sections"] = self._sections(section["sections"], (*path, "sections"))
        return made

    def _question(self, question: object, path: PathLike, left: tuple[str, ...]) -> object:
        """The question that a `use:` names.

        Keys that are of no use where it stands now are left out.
        """
        if not isinstance(question, Mapping) or not isinstance(question.get("use"), str):
            return question
        name, _, wanted = question["use"].partition("/")
        source = self._document.value if name == self._own else self._find(name)
        if name in self._whole:
            return self._shared(question, path, source)
        if name not in self._listed:
            self._listed[name] = dict(_questions(source)) if source else {}
        listed = self._listed[name]
        if wanted not in listed:
            choices = [f"{name}/{other}" for other in listed] if source else self._known
            self._unknown(question["use"] if source else name, question, path, choices)
            return {key: item for key, item in question.items() if key != "use"}
        self.borrowed[name] = None
        kept = {key: item for key, item in listed[wanted].items() if key not in left}
        return {**kept, **self._beside(question, path)}

    def _beside(self, question: Mapping[str, Any], path: PathLike) -> dict[str, Any]:
        """What stands beside `use:` of another questionnaire's question and may be said anew."""
        refused = KEYS_OF_ANSWERS & question.keys()
        for key in sorted(refused):
            texts = {"key": key, "id": question["use"]}
            self._document.report_key("questionnaire.borrowed-key", (*path, key), **texts)
        return {key: item for key, item in question.items() if key not in {"use", *refused}}

    def _shared(
        self, question: Mapping[str, Any], path: PathLike, source: Mapping[str, Any] | None
    ) -> dict[str, Any]:
        """A question of the questionnaire itself, as the model has it; it is asked elsewhere."""
        name, _, wanted = question["use"].partition("/")
        asked = _asked_in(source or {})
        if wanted not in asked:
            choices = [f"{name}/{other}" for other in asked]
            self._unknown(question["use"], question, path, choices)
        for key, stated in question.items():
            if key not in _BESIDE_SHARED and (key, stated) != ("type", SHARED):
                self._document.report_key(
                    "questionnaire.shared-key", (*path, key), key=key, id=wanted
                )
        self.shares = True
        # by the id of the whole, by which what is written out can be read again without the parts
        return {**question, "use": f"{self._own}/{wanted}", "type": SHARED}

    def _unknown(
        self, typed: str, question: Mapping[str, Any], path: PathLike, choices: list[str]
    ) -> None:
        hint = did_you_mean(typed, choices)
        self._document.report(
            "questionnaire.unknown-use", (*path, "use"), id=question["use"], hint=hint
        )


def _sums_points(section: Mapping[str, Any]) -> bool:
    """Whether the rule of a section sums points.

    Where it does not, the points of a borrowed question are left out.
    """
    rubric = section.get("rubric")
    rule = rubric.get("rule") if isinstance(rubric, Mapping) else None
    name = rule.get("name") if isinstance(rule, Mapping) else rule
    return isinstance(name, str) and name in RULES and RULES[name].needs_points


def _steps(value: Mapping[str, Any]) -> list[str]:
    """The steps of the scale of a questionnaire, as texts."""
    scale = value.get("scale")
    return [str(step) for step in _list_under(scale, "steps")] if isinstance(scale, Mapping) else []


def _with_scale(section: object, scale: object) -> object:
    """A section of a part with the scale of the part at every question that states none."""
    if not isinstance(section, Mapping) or scale is None:
        return section
    made = dict(section)
    made["questions"] = [_scaled(question, scale) for question in _list_under(section, "questions")]
    made["sections"] = [_with_scale(inner, scale) for inner in _list_under(section, "sections")]
    return {key: made[key] for key in made if key in section}


def _scaled(question: object, scale: object) -> object:
    if isinstance(question, Mapping) and question.get("type") == "scale":
        return {"scale": scale, **question}
    return question


def _questions(value: Mapping[str, Any]) -> list[tuple[str, Mapping[str, Any]]]:
    """(id, question) of plain values, as far as they have the shape of a questionnaire."""
    found: list[tuple[str, Mapping[str, Any]]] = []
    waiting = [
        section for section in _list_under(value, "sections") if isinstance(section, Mapping)
    ]
    while waiting:
        section = waiting.pop()
        found += [
            (question["id"], question)
            for question in _list_under(section, "questions")
            if isinstance(question, Mapping) and isinstance(question.get("id"), str)
        ]
        waiting += [
            inner for inner in _list_under(section, "sections") if isinstance(inner, Mapping)
        ]
    return found


def _asked_in(value: Mapping[str, Any]) -> list[str]:
    """Ids of what plain values ask: questions, matrices and their rows, borrowed ones too."""
    found: list[str] = []
    waiting = _maps_under(value, "sections")
    while waiting:
        section = waiting.pop()
        for question in _maps_under(section, "questions"):
            used = str(question.get("use", "")).partition("/")
            own = question.get("id") or (used[2] if used[0] != value.get("id") else "")
            rows = _maps_under(question, "rows")
            found += [str(own), *(f"{own}.{row.get('id')}" for row in rows)]
        waiting += _maps_under(section, "sections")
    return [name for name in found if name]


def _maps_under(value: Mapping[str, Any], key: str) -> list[Mapping[str, Any]]:
    return [item for item in _list_under(value, key) if isinstance(item, Mapping)]


def _list_under(value: Mapping[str, Any], key: str) -> list[Any]:
    found = value.get(key)
    return found if isinstance(found, list) else []


def compose_parts(document: Document, find: Find, known: list[str]) -> tuple[str, ...]:
    """Write out what a questionnaire borrows, and give the ids of those it borrows from.

    Args:
        document: the questionnaire; its value is replaced if it borrows anything.
        find: the plain values of a questionnaire by its id, or None.
        known: ids there are, for suggestions.

    """
    if not isinstance(document.value, Mapping):
        return ()
    composer = _Borrower(document, find, known)
    whole = composer.whole(document.value)
    if composer.borrowed or composer.shares or "parts" in document.value:
        document.replace_value(whole)
    return tuple(composer.borrowed)
