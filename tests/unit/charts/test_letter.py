"""A respondent as a letter in a circle."""

from __future__ import annotations

from collections.abc import Callable
from xml.etree.ElementTree import Element

from coherence_kit.charts import letter_mark

Read = Callable[[str], Element]


def test_the_circle_is_3_9_millimetres_with_its_letter_in_the_middle(read: Read) -> None:
    drawn = read(letter_mark("B", "Ministry of Labour"))
    assert (drawn.get("width"), drawn.get("height")) == ("3.9mm", "3.9mm")
    circle, text = drawn.find("circle"), drawn.find("text")
    assert circle is not None
    assert text is not None
    assert (circle.get("cx"), text.get("x"), text.text) == ("1.95", "1.95", "B")


def test_the_name_is_what_is_read_aloud_and_stays_text(read: Read) -> None:
    drawn = read(letter_mark("A", "Labour & <b>Trade</b>"))
    assert (drawn[0].tag, drawn[0].text) == ("title", "Labour & <b>Trade</b>")
