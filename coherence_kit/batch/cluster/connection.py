"""A cluster of Dask: finding it, and looking whether its workers are fit for a run."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from coherence_kit.batch.cluster.there import Facts, Terms, drop_parcel, keep_parcel
from coherence_kit.errors import MissingLibraryError, WrongUseError

if TYPE_CHECKING:
    from distributed import Client

_SECONDS: Final = 10
"""In which a scheduler has to answer, and have a worker."""
_LAST_PORT: Final = 65535
_LARGE: Final = "1 GiB"
"""Dask warns of jobs beyond 10 MB, and submissions may be that large."""
KIT: Final = "coherence-kit"
_KIT_THERE: Final = "__import__('coherence_kit').__version__"
"""Evaluated by a worker, which needs no kit for that."""
_START: Final = (
    'Start one with "dask scheduler", and on each machine that is to do work "dask worker {address}'
    ' --nthreads 1".'
)


@dataclass(frozen=True, slots=True)
class Connection:
    """A cluster that answers, whose workers are fit and have the parcel.

    Args:
        client: of Dask.
        address: as the user gave it.
        parcel: what jobs need beside what they are given.
        terms: on which its workers may take jobs.

    """

    client: Client
    address: str
    parcel: bytes
    terms: Terms

    def threads(self) -> int:
        """How many jobs its workers can do at a time, as it is now."""
        return sum(self.client.nthreads().values())

    def send_parcel(self, workers: list[str] | None = None) -> None:
        """Send the parcel to these workers, or to all; those that have gone by now need none.

        Raises:
            ValueError: it did not arrive as it was sent.

        """
        sha256 = self.terms.parcel
        came = self.client.run(keep_parcel, sha256, self.parcel, workers=workers, on_error="return")
        for error in came.values():
            if isinstance(error, ValueError):
                raise error

    def expect_fit(self) -> None:
        """Every worker has the same kit.

        Raises:
            WrongUseError: one has another, or none; the text names both.

        """
        kits = self.client.run(eval, _KIT_THERE, on_error="return")
        here = dict(self.terms.values)
        for worker, kit in sorted(kits.items()):
            if kit != here[KIT]:
                raise _unfit(worker, KIT, None if isinstance(kit, BaseException) else kit, here)
        facts = self.client.run(self.terms.facts, on_error="return")
        for worker, found in sorted(facts.items()):
            if isinstance(found, BaseException):
                raise found
            for name, value in here.items():
                if found.get(name) != value:
                    raise _unfit(worker, name, found.get(name), here)


@contextmanager
def connected(address: str, parcel: bytes, facts: Facts) -> Iterator[Connection]:
    """A cluster, until the run is over.

    Args:
        address: of its scheduler.
        parcel: what its workers need beside what each job is given.
        facts: tells what has to be the same on every worker as here, :data:`KIT` among it.

    Raises:
        MissingLibraryError: Dask is not installed.
        WrongUseError: nobody answers there, there is no worker, or one has another kit.

    """
    try:
        import dask
        import distributed  # noqa: F401  (so that what is missing is told before anything is begun)
    except ImportError:
        msg = 'A cluster needs Dask, which is not installed: pip install "coherence-kit[cluster]"'
        raise MissingLibraryError(msg) from None
    values = tuple(sorted(facts().items()))
    terms = Terms(facts, values, hashlib.sha256(parcel).hexdigest())
    with (
        dask.config.set({"distributed.admin.large-graph-warning-threshold": _LARGE}),
        _client(address) as client,
    ):
        _expect_workers(client, address)
        connection = Connection(client, address, parcel, terms)
        connection.expect_fit()
        connection.send_parcel()
        try:
            yield connection
        finally:
            with suppress(Exception):  # it may be gone by now, and its workers forget by themselves
                client.run(drop_parcel, terms.parcel, on_error="ignore")


def _client(address: str) -> Client:
    from distributed import Client

    _expect_address(address)
    try:
        return Client(address, timeout=_SECONDS, set_as_default=False, name="coherence-batch")
    except (OSError, ValueError, TypeError) as error:
        raise WrongUseError(
            f"No scheduler of Dask answers at {address}: {_first_line(error)} "
            f"{_START.format(address=address)}"
        ) from None


def _expect_address(address: str) -> None:
    """There can be a scheduler at this address; a client that has none takes long to give up.

    Raises:
        WrongUseError: there cannot.

    """
    from distributed import Security
    from distributed.comm.addressing import get_address_host_port, parse_address

    try:
        host, port = get_address_host_port(address)
    except ValueError:
        host, port = "", 0
    if not host or not 0 < port <= _LAST_PORT:
        raise WrongUseError(
            f'"{address}" is no address of a scheduler of Dask. "dask scheduler" names its own '
            "when it starts, such as tcp://10.0.0.5:8786."
        )
    is_secure = parse_address(address)[0] == "tls"
    if is_secure and Security().get_connection_args("client").get("ssl_context") is None:
        raise WrongUseError(
            f"The scheduler at {address} wants TLS, and Dask's configuration here has no "
            "certificates: set distributed.comm.tls (https://distributed.dask.org/en/stable/tls.html)."
        )


def _expect_workers(client: Client, address: str) -> None:
    try:
        client.wait_for_workers(1, timeout=_SECONDS)
    except TimeoutError:
        msg = (
            f"The scheduler at {address} has no workers, so that nobody would do the work. On each "
            f'machine that is to do some, start "dask worker {address} --nthreads 1".'
        )
        raise WrongUseError(msg) from None


def _unfit(worker: str, name: str, there: Any, here: Mapping[str, str]) -> WrongUseError:  # noqa: ANN401  (whatever it told)
    has = f"no {name}" if there is None else f"{name} {there}"
    return WrongUseError(
        f"The worker {worker} has {has}, and here it is {name} {here[name]}; results could differ. "
        f'Install the same on every machine, pip install "coherence-kit[cluster]=={here[KIT]}", '
        "and start its worker again."
    )


def _first_line(error: BaseException) -> str:
    text = str(error).strip().partition("\n")[0] or type(error).__name__
    return text if text.endswith(".") else f"{text}."
