"""Several filled forms as one: what each of them says, once, and where they differ.

Nothing is dropped and nothing is chosen: where two forms say something else, both are told.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from coherence_kit.forms.draft import Plain
from coherence_kit.loading.countries import (
    StatedCountry,
    countries_as_known,
    is_country,
    is_same_name,
)

Path = tuple[str, ...]
_STATES = ("answer", "not_applicable", "unknown")
_OF_THE_FILE = frozenset({"format", "questionnaire", "answers"})
_SELF_ASSESSMENT = "self-assessment"
BETWEEN = "; "


class Said(NamedTuple):
    """What a form says in one place: the place of the form among them, and the value."""

    form: int
    value: Any


@dataclass(frozen=True, slots=True)
class Difference:
    """Two forms that say something else in one place.

    Args:
        path: the place, as keys of a submission.
        first: what was said first.
        other: what a later form says.
        first_path: where the first stands, which is elsewhere if one answers and one does not.

    """

    path: Path
    first: Said
    other: Said
    first_path: Path


class Joining:
    """Joins forms, which are plain values in the shape of submissions."""

    def __init__(self, drafts: Sequence[Plain], *, unordered: Container[str] = ()) -> None:
        """Join them.

        Args:
            drafts: at least two, of the same questionnaire.
            unordered: ids of the questions whose answers are lists in any order.

        """
        self.differences: list[Difference] = []
        self._drafts, self._unordered = drafts, unordered
        first = {key: drafts[0][key] for key in ("format", "questionnaire")}
        answers = self._answers()
        self.draft: Plain = {**first, **self._about(), "answers": answers}
        """What all of them say; where they differ, what was said first."""

    # --- about the submission ---------------------------------------------------------------------

    def _about(self) -> Plain:
        keys = dict.fromkeys(key for draft in self._drafts for key in draft)
        about: Plain = {}
        for key in keys:
            said = [
                Said(form, draft[key]) for form, draft in enumerate(self._drafts) if key in draft
            ]
            if key == "respondent":
                about[key] = _respondents([one.value for one in said])
            elif key == "signed_off":
                about |= self._signatures(said)
            elif key == "offices":
                about[key] = self._offices(said)
            elif key == "standing":
                about |= self._standing()
            elif key == "country":
                about[key] = said[0].value  # compared below, with the names
            elif key == "country_name":
                about[key] = self._country_name(said)
            elif key not in _OF_THE_FILE:
                about[key] = self._one((key,), said)
        self._expect_one_country()
        return about

    def _expect_one_country(self) -> None:
        """A code and a name, or two names, may mean one country; where they do not, that is noted.

        A name that nobody knows may be that of any code.
        """
        known = countries_as_known(map(_stated_country, self._drafts))
        forms = [
            form
            for form, draft in enumerate(self._drafts)
            if "country" in draft or is_country(known[form])
        ]
        for form in forms[1:]:
            if known[form] != known[forms[0]]:
                first_path, first = self._country(forms[0])
                path, other = self._country(form)
                self.differences.append(Difference(path, first, other, first_path))

    def _country(self, form: int) -> tuple[Path, Said]:
        """Where a form says its country, and what."""
        key = "country" if "country" in self._drafts[form] else "country_name"
        return (key,), Said(form, self._drafts[form][key])

    def _country_name(self, said: Sequence[Said]) -> Any:  # noqa: ANN401  (a text, or one a language)
        """The first of the names; others that are known to mean the same country are as good."""
        names = _names(said[0].value)
        others = [one for one in said[1:] if not is_same_name(names, _names(one.value))]
        return self._one(("country_name",), [said[0], *others])

    def _offices(self, said: Sequence[Said]) -> Plain:
        """The office for each role, which any of the forms may name."""
        roles: dict[str, list[Said]] = {}
        for form, offices in said:
            for role, office in offices.items():
                roles.setdefault(role, []).append(Said(form, office))
        return {role: self._one(("offices", role), named) for role, named in roles.items()}

    def _standing(self) -> Plain:
        """What a form does not say is that it is a self-assessment, as long as it says anything."""
        said = [
            Said(form, draft.get("standing", _SELF_ASSESSMENT))
            for form, draft in enumerate(self._drafts)
            if draft.get("answers")
        ]
        one = self._one(("standing",), said) if said else _SELF_ASSESSMENT
        return {} if one == _SELF_ASSESSMENT else {"standing": one}

    def _signatures(self, said: Sequence[Said]) -> Plain:
        """Who signed what: with the name of the body where not all say the same.

        Nothing where a form with answers is signed by nobody and who signed cannot be told from it.
        """
        values = [one.value for one in said]
        signed = {one.form for one in said}
        if len(said) == len(self._drafts) and len({*map(_plain, values)}) == 1:
            return {"signed_off": str(values[0])}
        is_whole = all(
            place in signed or not draft.get("answers") for place, draft in enumerate(self._drafts)
        )
        is_named = all(self._drafts[one.form].get("respondent", {}).get("entity") for one in said)
        if not (is_whole or is_named):
            return {}
        named = []
        for one in said:
            entity = self._drafts[one.form].get("respondent", {}).get("entity")
            named.append(f"{entity}: {one.value}" if entity else str(one.value))
        return {"signed_off": _each_once(named)}

    # --- answers ----------------------------------------------------------------------------------

    def _answers(self) -> Plain:
        entries: dict[str, list[Said]] = {}
        for form, draft in enumerate(self._drafts):
            for name, entry in draft.get("answers", {}).items():
                entries.setdefault(name, []).append(Said(form, entry))
        return {name: self._entry(name, said) for name, said in entries.items()}

    def _entry(self, name: str, said: Sequence[Said]) -> Plain:
        path = ("answers", name)
        documents = [document for one in said for document in one.value.get("evidence", ())]
        everybody = said
        if any(_is_looked_at(one.value) for one in said):
            # what somebody has looked at stands before what others only carry along
            said = [one for one in said if "recheck" not in one.value]
        entry = self._state(name, said)
        for key in ("comment", "review"):
            those = said if any(key in one.value for one in said) else everybody
            of_key = [Said(form, value[key]) for form, value in those if key in value]
            if of_key:
                entry[key] = self._one((*path, key), of_key)
        evidence = _pooled(documents)
        if evidence:
            entry["evidence"] = evidence
        stated = [one.value for one in said if any(key in one.value for key in _STATES)]
        if all("recheck" in value for value in stated or [one.value for one in said]):
            entry["recheck"] = "true"
        return entry

    def _state(self, name: str, said: Sequence[Said]) -> Plain:
        """The answer, or why there is none."""
        first: Said | None = None
        key = ""
        for form, value in said:
            for state in (state for state in _STATES if state in value):
                one = Said(form, value[state])
                if first is None:
                    first, key = one, state
                elif state != key or not self._is_same(name, key, first.value, one.value):
                    path, first_path = ("answers", name, state), ("answers", name, key)
                    self.differences.append(Difference(path, first, one, first_path))
                elif first.value is None:
                    first = one  # unknown, and now with a reason
        return {} if first is None else {key: first.value}

    def _is_same(self, name: str, key: str, first: Any, other: Any) -> bool:  # noqa: ANN401  (a text or a list)
        if key == "unknown" and None in {first, other}:
            return True
        if key == "answer" and isinstance(first, list) and name in self._unordered:
            return sorted(first) == sorted(other)
        return bool(_plain(first) == _plain(other))

    def _one(self, path: Path, said: Sequence[Said]) -> Any:  # noqa: ANN401  (likewise)
        """What all say; where one says something else, that is noted."""
        first = said[0]
        self.differences += [
            Difference(path, first, other, path)
            for other in said[1:]
            if _plain(other.value) != _plain(first.value)
        ]
        return first.value


def _stated_country(draft: Plain) -> StatedCountry:
    return StatedCountry(draft.get("country", ""), _names(draft.get("country_name", ())))


def _names(value: Any) -> Sequence[str]:  # noqa: ANN401  (a text, or one a language)
    """The names of a country, in whatever languages they are given."""
    return [value] if isinstance(value, str) else [*dict(value).values()]


def _is_looked_at(entry: Plain) -> bool:
    return "recheck" not in entry and any(key in entry for key in _STATES)


def _respondents(said: Iterable[Mapping[str, str]]) -> Plain:
    """All who answered: each name, role and contact once."""
    together: dict[str, list[str]] = {}
    for respondent in said:
        for key, text in respondent.items():
            together.setdefault(key, []).append(text)
    return {
        key: texts[0] if len({*map(_plain, texts)}) == 1 else _each_once(texts)
        for key, texts in together.items()
    }


def _each_once(texts: Iterable[str]) -> str:
    """Texts behind each other; one that was joined before may hold several."""
    once: dict[Any, str] = {}
    for text in texts:
        for part in text.split(BETWEEN):
            once.setdefault(_plain(part), part.strip())
    return BETWEEN.join(part for part in once.values() if part)


def _pooled(documents: Iterable[Mapping[str, str]]) -> list[Mapping[str, str]]:
    """Every document once: one of which another says the same and more is that one."""
    kept: list[Mapping[str, str]] = []
    for document in documents:
        if any(_says_no_more(document, other) for other in kept):
            continue
        fuller = [place for place, other in enumerate(kept) if _says_no_more(other, document)]
        if fuller:
            kept[fuller[0]] = document
            kept = [one for place, one in enumerate(kept) if place not in fuller[1:]]
        else:
            kept.append(document)
    return kept


def _says_no_more(document: Mapping[str, str], other: Mapping[str, str]) -> bool:
    return all(_plain(other.get(key)) == _plain(value) for key, value in document.items())


def _plain(value: Any) -> Any:  # noqa: ANN401  (nested texts)
    """A value by which two are compared: blanks between words count alike."""
    if isinstance(value, str):
        return " ".join(value.split())
    if isinstance(value, Mapping):
        return {key: _plain(inner) for key, inner in value.items()}
    return value
