"""Loglanes on the web: pages and REST around the analyzer."""

from flask import Flask

from app.config import Config, config_from


def create_app(config: Config | None = None) -> Flask:
    """The WSGI application; settings come from the environment unless given."""
    from app import assets, pages, static_files
    from app.access import access_of
    from app.api import (
        arguments,
        formats,
        health,
        interface,
        kept_views,
        labs,
        lines,
        openapi,
        outputs,
        panels,
        problems,
        rejects,
        timing,
        uploads,
        v1,
        views,
    )
    from app.catalog.catalog import Catalog
    from app.catalog.kept_views import KeptViewRows
    from app.catalog.labs import LabRows
    from app.engine.client import EngineClient
    from app.security import protect
    from app.services import Services
    from app.services.analyses import Analyses
    from app.services.incoming import UploadRequest
    from app.services.kept_views import KeptViews
    from app.services.labs import Labs
    from app.services.rejects import RejectedLines
    from app.services.resumable import Resumable
    from app.services.room import Room
    from app.services.uploads import Uploads
    from app.services.views import Views
    from app.storage import Storage

    config = config or config_from()
    storage = Storage(config.data)
    storage.prepare()
    catalog = Catalog(storage.catalog)
    engine = EngineClient(storage.run)
    app = Flask(__name__, static_url_path=f"/static/{static_files.version()}")
    static_files.serve(app)
    app.request_class = UploadRequest
    app.json.sort_keys = False  # type: ignore[attr-defined]
    analyses = Analyses(storage, catalog, engine)
    asked = Views(analyses, engine)
    room = Room(storage, catalog, config.keep_free, config.max_stored)
    app.extensions["loglanes"] = Services(
        analyses,
        Uploads(storage, catalog, config.max_upload, room, engine.submit, analyses.delete),
        Labs(analyses, LabRows(catalog), engine),
        Resumable(storage, catalog, config.max_upload, room, engine.submit),
        asked,
        KeptViews(analyses, KeptViewRows(catalog)),
        RejectedLines(analyses, asked),
    )
    protect(app, config.trusted_hosts, access_of(config, storage))
    problems.register(app)
    arguments.register(app)
    for part in (v1, uploads, panels, outputs, timing, labs, formats, health, openapi):
        app.register_blueprint(part.blueprint)
    for part in (views, kept_views, lines, rejects, interface, assets, pages):
        app.register_blueprint(part.blueprint)
    return app
