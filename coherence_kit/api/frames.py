"""Tables for pandas and polars, which are imported only when one is asked for."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Container, Mapping, Sequence
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any, ClassVar, Literal, overload

from coherence_kit.errors import MissingLibraryError, WrongUseError

if TYPE_CHECKING:
    import pandas as pd
    import polars as pl

    Frame = pd.DataFrame | pl.DataFrame

FrameLibrary = Literal["pandas", "polars"]
LIBRARIES: tuple[FrameLibrary, ...] = ("pandas", "polars")
Cell = str | float | None
Columns = Mapping[str, Sequence[Cell]]


class Tabular(ABC):
    """What can be had as a data frame."""

    TEXT_COLUMNS: ClassVar[frozenset[str]]
    """The columns of texts; a further one holds texts if any of its cells is one, else figures."""

    @abstractmethod
    def columns(self) -> Columns:
        """The table by columns: texts, figures as floats, None where there is nothing."""

    @overload
    def to_frame(self, library: Literal["pandas"]) -> pd.DataFrame: ...

    @overload
    def to_frame(self, library: Literal["polars"]) -> pl.DataFrame: ...

    @overload
    def to_frame(self, library: None = None) -> Any: ...  # noqa: ANN401  (of whichever is there)

    def to_frame(self, library: FrameLibrary | None = None) -> Frame:
        """The table as a data frame.

        Columns of figures are 64-bit floats, those of texts are texts; what is missing is NaN in
        pandas, null in polars.

        Args:
            library: `pandas` or `polars`; None for the one that is installed, pandas if both are.

        Raises:
            MissingLibraryError: the library is not installed; the text says how to install it.
            WrongUseError: the name is neither of the two.

        """
        wanted = _library(library)
        columns = self.columns()
        texts = {name for name, cells in columns.items() if self._is_text(name, cells)}
        return (
            _pandas_frame(columns, texts) if wanted == "pandas" else _polars_frame(columns, texts)
        )

    def _is_text(self, name: str, cells: Sequence[Cell]) -> bool:
        return name in self.TEXT_COLUMNS or any(isinstance(cell, str) for cell in cells)


def _library(wanted: FrameLibrary | None) -> FrameLibrary:
    if wanted is None:
        there = [name for name in LIBRARIES if find_spec(name) is not None]
        if not there:
            msg = (
                "A data frame needs pandas or polars, and neither is installed: "
                'pip install "coherence-kit[pandas]" or pip install "coherence-kit[polars]"'
            )
            raise MissingLibraryError(msg)
        return there[0]
    if wanted not in LIBRARIES:
        msg = f'There are no data frames of "{wanted}"; say "pandas" or "polars".'
        raise WrongUseError(msg)
    if find_spec(wanted) is None:
        msg = f'{wanted} is not installed: pip install "coherence-kit[{wanted}]"'
        raise MissingLibraryError(msg)
    return wanted


def _pandas_frame(columns: Columns, texts: Container[str]) -> pd.DataFrame:
    import pandas as pd

    kinds = {name: "str" if name in texts else "float64" for name in columns}
    return pd.DataFrame(dict(columns)).astype(kinds)


def _polars_frame(columns: Columns, texts: Container[str]) -> pl.DataFrame:
    import polars as pl

    kinds = {name: pl.String if name in texts else pl.Float64 for name in columns}
    return pl.DataFrame(columns, schema=kinds)
