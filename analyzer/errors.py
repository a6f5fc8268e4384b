"""Everything that can go wrong, drawn once and mapped once.

    LoglanesError
    |-- UsageError           the caller asked for something that makes no sense    exit 2, HTTP 400
    |-- UnreadableSource     the file is missing, a directory, or cannot be read   exit 2, HTTP 400
    |-- NothingParsed        the bytes were read and no record could be parsed     exit 3, HTTP 422
    |-- AnalysisCancelled    someone asked for the end                             exit 4, HTTP 409
    `-- EngineFailed         the worker processes could not finish the work        exit 5, HTTP 500

Only the command line's ``main`` and the web's error handler translate these; both read the
numbers from the class.
"""


class LoglanesError(Exception):
    """Base: ``str(error)`` says what happened, which limit or line, and what to do next."""

    exit_code = 5
    http_status = 500
    title = "The analysis failed"


class UsageError(LoglanesError):
    """An option or argument is not usable."""

    exit_code = 2
    http_status = 400
    title = "That request cannot be carried out"


class UnreadableSource(LoglanesError):
    """A source cannot be opened or is not a regular file."""

    exit_code = 2
    http_status = 400
    title = "The log cannot be read"


class NothingParsed(LoglanesError):
    """No record of the sources could be parsed: empty, binary or of an unknown format."""

    exit_code = 3
    http_status = 422
    title = "Nothing could be parsed"


class AnalysisCancelled(LoglanesError):
    """The run was cancelled before it finished."""

    exit_code = 4
    http_status = 409
    title = "The analysis was cancelled"


class EngineFailed(LoglanesError):
    """The engine gave up: the message names the chunk and the cause."""

    title = "The engine could not finish"
