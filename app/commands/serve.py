"""The command `serve`: the pages, the JSON API and the SPARQL endpoint, until it is told to stop."""

import errno
import secrets
import signal
import socket
from pathlib import Path
from typing import Any

import click

from app.interface import Command, Number, common, option
from app.settings import LIMIT, Settings
from kg.disk import reason
from kg.errors import HomeError, KgError
from kg.messages import text

GRACE = 5  # seconds that requests have to come to their end when the server is told to stop
BACKLOG = 2048  # connections that may wait to be taken
KEPT_ALIVE = 30  # seconds that a connection may rest


class Seconds(click.FloatRange):
    """A length of time."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        try:
            return super().convert(value, param, ctx)
        except click.BadParameter:
            self.fail(text("app.serve.bad_limit", value=value), param, ctx)


class AddressError(KgError):
    """An address that the server cannot take."""


@click.command("serve", cls=Command, help="app.serve")
@option("--host", envvar="KG_HOST", default="127.0.0.1", metavar="ADDRESS", help="app.serve.host")
@option("--port", envvar="KG_PORT", type=Number(0), default=8000, metavar="N", help="app.serve.port")
@option("--limit", envvar="KG_LIMIT", type=Seconds(0.1), default=LIMIT, metavar="SECONDS", help="app.serve.limit")
@option("--workers", envvar="KG_WORKERS", type=Number(0), default=0, metavar="N", help="app.serve.workers")
@option("--scratch", is_flag=True, help="app.serve.scratch")
@option("--token", envvar="KG_TOKEN", metavar="TEXT", help="app.serve.token")
@option("--origin", "origins", envvar="KG_ORIGINS", multiple=True, metavar="URL", help="app.serve.origin")
@option("--cors", envvar="KG_CORS", multiple=True, metavar="URL", help="app.serve.cors")
@common
def serve(home: Path, token: str | None, **given: Any) -> None:
    settings = Settings(home=home, token=token, **given)
    if token is None and (settings.scratch or not settings.loopback):
        settings = Settings(home=home, token=secrets.token_urlsafe(24), **given)
    with _listening(settings.host, settings.port) as listening:
        _told(settings, listening.getsockname()[1])
        if token != settings.token:
            click.echo(text("app.serve.made_token", token=settings.token), err=True)
        _run(settings, listening)


def _listening(host: str, port: int) -> socket.socket:
    """Take the address now, so that one that is taken is told in our words."""
    try:
        family = socket.AF_INET6 if ":" in host else socket.AF_INET
        return socket.create_server((host, port), family=family, backlog=BACKLOG)
    except OSError as error:
        raise AddressError("app.serve.taken", host=host, port=port, reason=_reason(error)) from error
    except (OverflowError, UnicodeError) as error:  # a port beyond 65535, a name that is none
        raise AddressError("app.serve.taken", host=host, port=port, reason=error) from error


def _reason(error: OSError) -> str:
    if error.errno in (errno.EADDRINUSE, errno.EADDRNOTAVAIL, errno.EACCES):
        return text(f"app.serve.{errno.errorcode[error.errno]}")
    return reason(error)


def _told(settings: Settings, port: int) -> None:
    from kg.home import Home

    host = f"[{settings.host}]" if ":" in settings.host else settings.host
    click.echo(text("app.serve.listening", url=f"http://{host}:{port}/", home=settings.home), err=True)
    try:
        Home(settings.home).generation()
    except HomeError as error:  # what is wrong can be put right while we serve
        click.echo(text("app.serve.no_data", message=error), err=True)


def _run(settings: Settings, listening: socket.socket) -> None:
    import uvicorn

    from app.server import create_app
    from app.wire import Protocol

    config = uvicorn.Config(
        create_app(settings),
        http=Protocol,
        lifespan="on",
        log_level="error",
        access_log=False,
        server_header=False,
        proxy_headers=False,
        timeout_graceful_shutdown=GRACE,
        timeout_keep_alive=KEPT_ALIVE,
    )
    for name in (signal.SIGINT, signal.SIGTERM):
        signal.signal(name, _stopped)  # the server raises them again when it has come to its end
    uvicorn.Server(config).run(sockets=[listening])


def _stopped(*_: object) -> None:
    """Being told to stop is no error."""


COMMANDS = (serve,)
