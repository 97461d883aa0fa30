"""Reading a chart back as a tree."""

from collections.abc import Callable
from xml.etree import ElementTree as ET

import pytest


@pytest.fixture
def read() -> Callable[[str], ET.Element]:
    """Parse a chart; tags are stripped of their namespace."""

    def parse(chart: str) -> ET.Element:
        root = ET.fromstring(chart)  # noqa: S314 - the charts are our own
        for node in root.iter():
            node.tag = node.tag.removeprefix("{http://www.w3.org/2000/svg}")
        return root

    return parse
