"""The kit's exceptions, one for each kind of ending.

A fault in a user's file is no exception but a :class:`coherence_kit.problems.Problem`; it becomes
one (:class:`coherence_kit.problems.ProblemsFound`) only where a command cannot go on.
"""

EXIT_FINE = 0
EXIT_PROBLEMS = 1
EXIT_USAGE = 2
EXIT_FAULT = 3
EXIT_INTERRUPTED = 130
EXIT_TERMINATED = 143


class KitError(Exception):
    """Everything the kit raises on purpose; `exit_code` is what the command ends with."""

    exit_code = EXIT_FAULT


class WrongUseError(KitError):
    """The call itself is wrong: an unknown id, a format that does not exist, options that clash."""

    exit_code = EXIT_USAGE


class CannotRenderError(KitError):
    """This machine lacks what rendering needs; the text names the cure.

    It is no fault of the user's files, nor of the kit.
    """

    exit_code = EXIT_USAGE


class UnknownNameError(WrongUseError, KeyError):
    """A mapping of the kit has no such entry; a `KeyError` as of others, with a readable text."""

    __str__ = Exception.__str__


class MissingLibraryError(WrongUseError, ImportError):
    """A library that only this call needs is missing; the text has the line that installs it."""
