"""Files as they arrive.

Each has one mistake, which is told once and at its place, and the command ends with 1.
"""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.functional.conftest import Run

HEAD = (
    'format: coherence-kit/submission/1\nquestionnaire: {id: small, version: "1.2"}\ncountry: GHA\n'
)
ANSWERS = f"{HEAD}answers:\n"
OWN = """\
format: coherence-kit/questionnaire/1
id: own
version: "1.0"
title: {en: Own}
sections:
- id: one
  title: {en: One}
  questions:
  - id: one.exchange
    type: scale
    label: {en: Exchange}
    text: {en: Is information exchanged?}
    steps: {0: {en: No.}, 1: {en: Yes.}}
    sources: [iom-1a-information]
"""


def found(run_small: Run, path: Path, text: str | bytes) -> list[tuple[str, int, int]]:
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    result = run_small("check", path, "--format", "json")
    problems = json.loads(result.stdout)
    assert result.exit_code == (1 if problems else 0)
    return [(problem["code"], problem["line"], problem["column"]) for problem in problems]


@pytest.mark.parametrize(
    ("text", "code", "line", "column"),
    [
        # signs of YAML
        (f"{ANSWERS}\tlaw.in-force: yes\n", "yaml.syntax", 5, 1),
        (f"{ANSWERS}  law.in-force:\n  \tanswer: yes\n", "yaml.syntax", 6, 3),
        (f'{HEAD}round: "First round\ndate: 2026-06-30\n', "yaml.syntax", 4, 8),
        (f"{HEAD}round: 'Labour's round'\n", "yaml.syntax", 4, 8),
        (f"{HEAD}round: “First round: 2026”\n", "yaml.syntax", 4, 8),
        (
            f"{ANSWERS}  law.in-force: {{answer: yes, comment: Note: see the law}}\n",
            "yaml.syntax",
            5,
            44,
        ),
        (f"{ANSWERS}  law.in-force: {{answer: yes, comment: *see the law}}\n", "yaml.alias", 5, 40),
        (f"{HEAD}round: &First round\n", "yaml.anchor", 4, 8),
        (f"{HEAD}respondent: {{contact: @ministry}}\n", "yaml.syntax", 4, 23),
        (f"{ANSWERS}  law.in-force: yes\n    exchange.rule: 1\n", "yaml.syntax", 6, 5),
        (f"{HEAD}country: PHL\n", "yaml.duplicate-key", 4, 1),
        (f"{HEAD}---\n{HEAD}", "yaml.documents", 4, 1),
        (f"{HEAD}x: {'[' * 200}{']' * 200}\n", "yaml.depth", 4, 67),
        (
            HEAD + "".join(f"{'  ' * depth}k{depth}:\n" for depth in range(200)),
            "yaml.depth",
            68,
            129,
        ),
        # no text, or another one
        (f"{HEAD}round: Première\n".encode("latin-1"), "file.encoding", 4, 13),
        (HEAD.encode("utf-16"), "file.encoding", 1, 1),
        (f"{ANSWERS}  law.in-force: {{comment: a\0b}}\n", "file.binary", 5, 28),
        (f'{ANSWERS}  law.in-force: {{comment: "a\\0b"}}\n', "file.binary", 5, 29),
        (bytes(range(256)), "file.encoding", 3, 115),
        (bytes(range(128)), "file.binary", 1, 1),
        (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n", "file.other-kind", 0, 0),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "file.other-kind", 0, 0),
        (b"{\\rtf1\\ansi Dear colleagues}", "file.other-kind", 0, 0),
        ("<!DOCTYPE html>\n<html></html>\n", "file.other-kind", 0, 0),
        ("Dear colleagues,\nplease find our answers below.\n", "schema.not-a-map", 1, 1),
        ("question;answer\nlaw.in-force;yes\n", "schema.not-a-map", 1, 1),
        ("", "file.empty", 1, 1),
        # the head
        (HEAD.replace("format:", "fromat:"), "schema.format-missing", 1, 1),
        (HEAD.replace(" coherence-kit/submission/1", "", 1), "schema.format-missing", 1, 1),
        (HEAD.replace("/1\n", "/2\n", 1), "schema.format", 1, 9),
        (HEAD.replace("coherence-kit/submission/1", "[a]", 1), "schema.format", 1, 9),
        ("format: coherence-kit/submission/1\n", "schema.missing-key", 1, 1),
        (HEAD.replace("small", "smal"), "questionnaire.unknown", 2, 21),
        (HEAD.replace('{id: small, version: "1.2"}', "small"), "schema.value", 2, 16),
        (HEAD.replace('"1.2"', '"9.9"'), "submission.version", 2, 37),
        (HEAD.replace('"1.2"', "latest"), "schema.value", 2, 37),
        (HEAD.replace("GHA", "Ghana"), "submission.country", 3, 10),
        (HEAD.replace("GHA", "GHN"), "submission.country", 3, 10),
        (f"{HEAD}contry: GHA\n", "schema.unknown-key", 4, 1),
        (f"{HEAD}date: [2026, 6, 30]\n", "schema.value", 4, 7),
        # answers
        (f"{HEAD}answers: []\n", "schema.empty", 4, 10),
        (f"{HEAD}answers:\n- law.in-force: yes\n", "schema.value", 5, 1),
        (f"{HEAD}answers: none yet\n", "schema.value", 4, 10),
        (f"{ANSWERS}  law.inforce: yes\n", "submission.unknown-question", 5, 3),
        (f"{ANSWERS}  law\u202e.in-force: yes\n", "submission.unknown-question", 5, 3),
        (f"{ANSWERS}  law.in-force: maybe\n", "submission.answer", 5, 17),
        (f"{ANSWERS}  law.in-force: yes\n  exchange.rule: 5\n", "submission.answer", 6, 18),
        (f"{ANSWERS}  law.amended: 2026-02-30\n", "submission.answer", 5, 16),
        (f"{ANSWERS}  exchange.seat: [joint-office]\n", "submission.answer", 5, 18),
        (f"{ANSWERS}  law.in-force: {{anwser: yes}}\n", "schema.unknown-key", 5, 18),
        (f"{ANSWERS}  law.in-force: {{unknwon: nobody}}\n", "schema.unknown-key", 5, 18),
        (f"{ANSWERS}  exchange.seat: {{not-applicable: none}}\n", "schema.unknown-key", 5, 19),
        (f"{ANSWERS}  exchange.seat: {{not_applicable: }}\n", "schema.empty", 5, 35),
        (f"{ANSWERS}  exchange.seat: {{not_applicable: ' '}}\n", "schema.empty", 5, 35),
        (f"{ANSWERS}  law.in-force: {{answer: yes, unknown: nobody}}\n", "schema.clash", 5, 31),
        (f"{ANSWERS}  exchange.seat: {{not_applicable: x, unknown: y}}\n", "schema.clash", 5, 38),
        (f"{ANSWERS}  law.in-force: {{answer: {{yes: no}}}}\n", "schema.value", 5, 26),
        (f"{ANSWERS}  law.in-force: {{answer: [a, {{b: c}}]}}\n", "schema.value", 5, 30),
        (f"{ANSWERS}  law.in-force: {{evidence: Decree 12}}\n", "schema.document", 5, 28),
        (f"{ANSWERS}  law.in-force: {{evidence: [Decree 12]}}\n", "schema.document", 5, 29),
        (f"{ANSWERS}  law.in-force: {{evidence: yes}}\n", "schema.value", 5, 28),
        (
            f"{ANSWERS}  law.in-force: {{evidence: [{{titel: Decree}}]}}\n",
            "schema.unknown-key",
            5,
            30,
        ),
        # a questionnaire
        (f"{OWN}    weight: .nan\n", "schema.value", 15, 13),
        (f"{OWN}    weight: -1\n", "schema.value", 15, 13),
        (f"{OWN}    weight: 1e300\n", "schema.value", 15, 13),
        (OWN.replace("label:", "lable:"), "schema.unknown-key", 11, 5),
        (OWN.replace("type:", "typ:"), "schema.unknown-key", 10, 5),
        (OWN.replace("    type: scale\n", ""), "schema.missing-key", 9, 5),
        (OWN.replace("type: scale", "type: scal"), "schema.choice", 10, 11),
        (OWN.replace("type: scale", "type:"), "schema.empty", 10, 10),
        (f"{OWN}    options: [{{id: a, text: b, score: 0}}]\n", "schema.clash", 15, 5),
        (OWN.replace("one.exchange", "One.Exchange"), "schema.value", 9, 9),
        (OWN.replace("0: {en", "no: {en"), "schema.key", 13, 13),
        (
            OWN.replace("1: {en: Yes.}", "1: {en: Yes.}, 01: {en: No.}"),
            "yaml.duplicate-key",
            13,
            42,
        ),
        (OWN.replace("{0: {en: No.}, 1: {en: Yes.}}", "{}"), "schema.empty", 13, 12),
        (OWN.replace("{en: Own}", "[Own]"), "schema.value", 4, 8),
        (OWN.replace("{en: Own}", "{}"), "schema.empty", 4, 8),
        (OWN.replace("{en: Own}", "{english: Own}"), "schema.key", 4, 9),
        (f"{OWN}    depends_on: one.exchange\n", "schema.value", 15, 17),
        (
            (
                f"{OWN}    depends_on: {{question: one.exchange, in: [1], all: "
                "[{question: one.exchange, in: [1]}]}\n"
            ),
            "schema.clash",
            15,
            18,
        ),
        (
            f"{OWN}    depends_on: {{question: one.exchange, in: [1]}}\n",
            "questionnaire.circle",
            15,
            17,
        ),
        (f"scale: {{id: two, steps: [0, 1], hnt: x}}\n{OWN}", "schema.unknown-key", 1, 33),
        (f"scale: {{idd: two, steps: [0, 1]}}\n{OWN}", "schema.unknown-key", 1, 9),
        (f"scale: {{id: two, steps: [0, 2]}}\n{OWN}", "questionnaire.scale", 1, 25),
    ],
)
def test_one_mistake_is_one_problem_at_its_place(
    text: str | bytes, code: str, line: int, column: int, *, run_small: Run, tmp_path: Path
) -> None:
    assert found(run_small, tmp_path / "file.yaml", text) == [(code, line, column)]


@pytest.mark.parametrize(
    "text",
    [
        b"\xef\xbb\xbf" + HEAD.encode(),
        HEAD.replace("\n", "\r\n"),
        f"{ANSWERS}  law.in-force:\tyes\n",
        f"{HEAD}answers:\n",
        f"{ANSWERS}  law.in-force:\n    answer:\n    comment:\n    evidence:\n",
        f"{ANSWERS}  law.in-force:\n    answer:\n    unknown: the ministry of justice, by May\n",
        f"{ANSWERS}  exchange.seat:\n    answer:\n    not_applicable: nothing is exchanged\n",
        f"{ANSWERS}  law.in-force: {{unknown: }}\n",
        f"{ANSWERS}  law.in-force:\n    comment: {'word ' * 20_000}\n",
        f"{ANSWERS}  law.in-force:\n    comment: right to left \u202eoverride\n",
        (
            f"{ANSWERS}  law.in-force: {{evidence: "
            "[{title: Is it?, reference: https://example.org/a?b=1}]}\n"
        ),
        json.dumps(
            {
                "format": "coherence-kit/submission/1",
                "questionnaire": {"id": "small", "version": "1.2"},
            }
        ),
    ],
    ids=range(12),
)
def test_what_looks_odd_and_is_right_is_no_problem(
    text: str | bytes, run_small: Run, tmp_path: Path
) -> None:
    assert found(run_small, tmp_path / "file.yaml", text) == []


def test_a_sign_that_turns_text_round_stays_in_a_comment_and_shows_in_a_message(
    run_small: Run, tmp_path: Path
) -> None:
    path = tmp_path / "file.yaml"
    path.write_text(f"{ANSWERS}  law\u202e.in-force: yes\n", encoding="utf-8")
    printed = run_small("check", path).stderr
    assert "\u202e" not in printed
    assert 'There is no question "law[U+202E].in-force" in small.' in printed
    assert 'Did you mean "law.in-force"?' in printed


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        (b"[" * 50_000_000, {"file.too-large"}),
        (b"[" * 1_000_000, {"yaml.depth"}),
        (
            f"{OWN}x: &a0 {{x: y}}\n"
            + "".join(f"a{n}: &a{n} {{<<: [*a{n - 1}, *a{n - 1}]}}\n" for n in range(1, 26)),
            {"yaml.merge-key", "yaml.alias-bomb"},
        ),
        (
            f"{OWN}x0: &x0 [x]\n"
            + "".join(f"x{n}: &x{n} [{f'*x{n - 1}, ' * 9}]\n" for n in range(1, 26)),
            {"yaml.alias-bomb"},
        ),
        (
            (
                f"{OWN}    depends_on: "
                f"{'{all: [' * 25}{{question: one.exchange, in: [1], x: y}}{']}' * 25}\n"
            ),
            {"schema.unknown-key"},
        ),
        (
            f"{ANSWERS}{''.join(f'  q{n}: 1{chr(10)}' for n in range(3_000))}",
            {"submission.unknown-question", "file.more"},
        ),
    ],
    ids=[
        "50 MB of brackets",
        "a million brackets",
        "merge bomb",
        "alias bomb",
        "conditions in conditions",
        "questions",
    ],
)
def test_a_bomb_ends(text: str | bytes, codes: set[str], run_small: Run, tmp_path: Path) -> None:
    assert {code for code, _, _ in found(run_small, tmp_path / "file.yaml", text)} == codes


@pytest.mark.parametrize("command", ["score", "robustness"])
def test_what_the_kit_has_written_names_the_submission_to_give_instead(
    command: str, run_small: Run, tmp_path: Path
) -> None:
    submission, written = tmp_path / "togo.yaml", tmp_path / "out.json"
    submission.write_text(f"{ANSWERS}  law.in-force: yes\n", encoding="utf-8")
    made = run_small(command, submission, "--format", "json").stdout
    written.write_text(made, encoding="utf-8")
    for reading in (("check",), ("score",), ("status",), ("report", "-o", tmp_path / "x.html")):
        result = run_small(*reading, written)
        assert result.exit_code == 1
        assert "error schema.result" in result.stderr
        assert f"Cure: Give the submission that they were made from: {submission}." in result.stderr
    entry = tmp_path / "entry.json"
    entry.write_text(json.dumps(json.loads(made)[0]), encoding="utf-8")
    assert found(run_small, entry, entry.read_bytes()) == [("schema.result", 1, 1)]
