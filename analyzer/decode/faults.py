"""What may be wrong with bytes that are to be decoded. None of it leaves this package: all become
sentences of the report."""


class Damaged(Exception):
    """The rest cannot be had; what was read before is good. The text is the cause."""


class Exhausted(Damaged):
    """A limit of the whole analysis is reached: nothing more can be decoded."""


class Refused(Exception):
    """Nothing of it is read, and the text says why."""
