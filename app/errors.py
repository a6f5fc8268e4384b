"""What can go wrong around an analysis; the tree continues the analyzer's.

LoglanesError
|-- NotFound          there is no such analysis, sample or report    HTTP 404
|-- NotReady          the analysis has no report (yet)               HTTP 409
|-- BadUpload         the request carries no usable log              HTTP 400
|-- NotAcceptable     the answer comes in none of the types asked    HTTP 406
|-- OffsetConflict    a slice does not begin where the upload stands HTTP 409
|-- WrongMediaType    a slice is no application/offset+octet-stream  HTTP 415
|-- WrongProtocol     an upload in another version of the protocol   HTTP 412
|-- KeyReused         an Idempotency-Key came with another request   HTTP 422
|-- UploadTooLarge    above the limit                                HTTP 413
|-- StorageFull       no room on the data directory's disk           HTTP 507
|-- Forbidden         the request comes from another site            HTTP 403
|-- UnknownHost       the Host header is none of ours                HTTP 400
|-- NotLoggedIn       the request carries no token                   HTTP 401
|-- TooManyFailures   too many wrong tokens from one address         HTTP 429
|-- SlowUpload        the body came too slowly, or stopped           HTTP 408
|-- TooManyStreams    every place for a stream or upload is taken    HTTP 503
|-- Refused           what a question was answered with              HTTP as it says
|-- UnusableData      the data directory cannot be written           exit 2
|-- CatalogInTrouble  SQLite says the catalog is locked or damaged   HTTP 503
`-- EngineOffline     the engine process does not answer             HTTP 503
"""

from analyzer.errors import LoglanesError


class NotFound(LoglanesError):
    """Nothing of that name."""

    http_status = 404
    title = "Not found"


class NotReady(LoglanesError):
    """The analysis is not in a state that allows this."""

    http_status = 409
    title = "Not ready"


class BadUpload(LoglanesError):
    """No file, or an empty one."""

    http_status = 400
    title = "Nothing to analyse"


class NotAcceptable(LoglanesError):
    """The header Accept names nothing that there is."""

    http_status = 406
    title = "Not available in that form"


class OffsetConflict(LoglanesError):
    """A slice that begins anywhere but at the end of what has landed."""

    http_status = 409
    title = "The upload stands elsewhere"


class WrongMediaType(LoglanesError):
    """The body is not declared as what it must be."""

    http_status = 415
    title = "Unsupported media type"


class WrongProtocol(LoglanesError):
    """The header Tus-Resumable names a version that is not spoken here."""

    http_status = 412
    title = "Unknown version of the protocol"


class KeyReused(LoglanesError):
    """One key, two different requests."""

    http_status = 422
    title = "The Idempotency-Key was used before"


class UploadTooLarge(LoglanesError):
    """The body is larger than the setting allows."""

    http_status = 413
    title = "The upload is too large"


class StorageFull(LoglanesError):
    """The disk has no room for the upload."""

    http_status = 507
    title = "The disk is full"


class Forbidden(LoglanesError):
    """An unsafe request that a page of ours did not make."""

    http_status = 403
    title = "Refused"


class UnknownHost(LoglanesError):
    """A request that was sent to another name."""

    http_status = 400
    title = "Unknown host"


class NotLoggedIn(LoglanesError):
    """This server has a token, and the request does not carry it."""

    http_status = 401
    title = "A token is needed"


class TooManyFailures(LoglanesError):
    """Guessing has to be slow."""

    http_status = 429
    title = "Too many wrong tokens"


class SlowUpload(LoglanesError):
    """The client holds a thread of the web server and sends next to nothing."""

    http_status = 408
    title = "The upload came too slowly"


class TooManyStreams(LoglanesError):
    """Each stream keeps a thread of the web server."""

    http_status = 503
    title = "Too many open streams"


class Refused(LoglanesError):
    """The error of another process, with its status and title."""

    def __init__(self, status: int, title: str, text: str) -> None:
        super().__init__(text)
        self.http_status, self.title = status, title


class UnusableData(LoglanesError):
    """The data directory cannot be made or written."""

    exit_code = 2
    title = "The data directory cannot be used"


class CatalogInTrouble(LoglanesError):
    """The catalog cannot be read or written for now, or at all."""

    http_status = 503
    title = "The catalog cannot be used"


class EngineOffline(LoglanesError):
    """The process that runs analyses does not answer."""

    http_status = 503
    title = "The engine is offline"
