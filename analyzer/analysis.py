"""The conductor: what is planned, run and reported, and in which order."""

from collections.abc import Sequence
from contextlib import closing
from dataclasses import replace

from analyzer.decode.needed import must_be_decoded
from analyzer.model import Options, Report, Source, Span
from analyzer.planning import make_plan, plan_while_growing, understand, wait_for_head
from analyzer.run import Run
from analyzer.source.fingerprint import Fingerprints
from analyzer.source.growing import Growth
from analyzer.source.rotation import in_time_order
from analyzer.timing.parent_lane import ParentLane
from analyzer.timing.spans import UPLOAD
from analyzer.watch import Watch


def analyze(
    sources: Sequence[Source], options: Options | None = None, watch: Watch | None = None
) -> Report:
    """The report of all sources together.

    Raises UsageError, UnreadableSource, NothingParsed or EngineFailed; AnalysisCancelled where
    the watch's control said so before anything was parsed. Cancelled later, the report is of the
    chunks merged by then, and says so.
    """
    options, watch = options or Options(), watch or Watch()
    inputs = in_time_order(sources)
    if options.redaction or any(map(must_be_decoded, inputs)):
        return _analyze_decoded(inputs, options, watch)
    parent = ParentLane()
    fingerprints = Fingerprints(inputs, options.sha256)
    try:
        with parent.phase("plan"):
            work = make_plan(inputs, options, watch)
        run = Run(work, parent, watch)
        run.map(fingerprints.start)
        return run.end(fingerprints.results)
    finally:
        fingerprints.close()


def analyze_growing(
    source: Source, growth: Growth, options: Options | None = None, watch: Watch | None = None
) -> Report:
    """The report of a source that is still arriving, from chunks parsed as they land. The same
    report as ``analyze`` makes of the finished file: should the whole of it look like another
    format than its head did, it is analysed anew."""
    options, watch = options or Options(), watch or Watch()
    wait_for_head(source, growth)
    if options.redaction or must_be_decoded(source):
        return _analyze_decoded([source], options, watch, growth)
    parent = ParentLane()
    with parent.phase("plan"):
        work = plan_while_growing(source, growth, options, watch)
    run = Run(work, parent, watch)
    run.map(growth.run_beside)
    with parent.phase("detect"):
        whole = replace(source, sha256="" if watch.control.cancelled else growth.sha256())
        detections, dialects = understand([whole], options)
    if dialects != work.dialects and not watch.control.cancelled:
        return analyze([whole], options, watch)
    run.know_better(whole, detections)
    run.findings.spans.append(_upload_span(source, growth))
    return run.end(lambda: [whole.sha256])


def _analyze_decoded(
    inputs: Sequence[Source], options: Options, watch: Watch, growth: Growth | None = None
) -> Report:
    """The report of inputs of which some are decoded meanwhile. Should the whole of a log look like
    another format than its head did, the decoded logs are parsed anew."""
    from analyzer.intake import Intake  # with all decoders: 30 ms that plain logs need not wait for

    parent = ParentLane()
    with parent.phase("plan"):
        intake = Intake(inputs, options, watch.decode_limits, watch.decoded, growth)
    with intake:
        run = Run(intake.plan(), parent, watch)
        run.map(growth.run_beside if growth else lambda: None)
        with parent.phase("detect"):
            if growth and not watch.control.cancelled:
                growth.sha256()  # vouches for the upload
            again = None if watch.control.cancelled else intake.plan_again()
        if again:
            run = Run(again, parent, watch)
            run.map(lambda: None)
        if growth:
            run.findings.spans.append(_upload_span(inputs[0], growth))
        with closing(Fingerprints(intake.sources, options.sha256)) as fingerprints:
            return run.end(fingerprints.results)


def _upload_span(source: Source, growth: Growth) -> Span:
    return Span(UPLOAD, -1, "upload", *growth.seen_ns(), bytes=source.size)
