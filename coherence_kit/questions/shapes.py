"""The five shapes that an answer can have.

Forms, readers and reports decide by these and never by a question's type.
"""

from __future__ import annotations

import enum


class Shape(enum.StrEnum):
    """What somebody does who answers."""

    PICK_ONE = "pick-one"
    """One of the answers that are listed."""
    PICK_MANY = "pick-many"
    """Any of the answers that are listed, or none of them."""
    ORDER = "order"
    """All the answers that are listed, the first one first."""
    QUANTITY = "quantity"
    """A number, between limits where there are some."""
    PROSE = "prose"
    """Words of one's own, or a day of the calendar."""

    @property
    def is_listed(self) -> bool:
        """Whether the answers are made of keys that can be listed."""
        return self in {Shape.PICK_ONE, Shape.PICK_MANY, Shape.ORDER}

    @property
    def takes_several(self) -> bool:
        """Whether a file holds a list of keys."""
        return self in {Shape.PICK_MANY, Shape.ORDER}
