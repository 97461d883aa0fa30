"""The questionnaires of a run for workers that have no folder of the user's.

They are sent as the bytes of their files, with all that only the machine with these files can tell,
so that a worker says of them what this one would.
"""

from __future__ import annotations

import os
import pickle
import zlib
from collections.abc import Mapping
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from coherence_kit import __version__
from coherence_kit.batch.cluster.connection import KIT, Connection, connected
from coherence_kit.batch.cluster.there import parcel
from coherence_kit.workflow.batch.identity import drawing_parts
from coherence_kit.workflow.score import Workspace

_KEPT: Final = 2


@dataclass(frozen=True, slots=True)
class Unpacked:
    """The workspace of a run, on a worker that has its parcel."""

    sha256: str

    def __call__(self) -> Workspace:
        """The workspace, unpacked once in a process."""
        return _unpacked(self.sha256)


@lru_cache(maxsize=_KEPT)
def _unpacked(sha256: str) -> Workspace:
    library, max_size = pickle.loads(zlib.decompress(parcel(sha256)))  # noqa: S301  (our own)
    return Workspace(library, max_size)


def packed(workspace: Workspace) -> bytes:
    """The parcel of a workspace."""
    return zlib.compress(pickle.dumps((workspace.library.packed(), workspace.max_size)))


def cluster_at(
    workspace: Workspace, address: str | None, *, with_reports: bool
) -> AbstractContextManager[Connection | None]:
    """The cluster at an address, its workers with the parcel; None where there is no address.

    Raises:
        MissingLibraryError: Dask is not installed.
        WrongUseError: the cluster cannot be used.

    """
    if address is None:
        return nullcontext()
    facts = _drawing_facts if with_reports else _facts
    return connected(address, packed(workspace), facts)


def _facts() -> Mapping[str, str]:
    """What scores hang on beside the questionnaires."""
    return {KIT: __version__, "paths": os.name}


def _drawing_facts() -> Mapping[str, str]:
    """What reports hang on as well."""
    return {**_facts(), **drawing_parts()}
