"""`woordelijk serve`: a page for editors, and an API for programs."""

from __future__ import annotations

import os

import click

from cli.settings import Settings, house_style_option
from cli.terminal import progress

_SHORTEST_TOKEN = 16
_EVERY = frozenset({"0.0.0.0", "::"})  # noqa: S104  # told apart, not listened on


@click.command("serve")
@click.option("--host", default="127.0.0.1", show_default=True, help="The address to listen on.")
@click.option(
    "--port",
    type=click.IntRange(0, 65535),
    default=8321,
    show_default=True,
    help="0: any that is free.",
)
@click.option(
    "--token-file",
    type=click.Path(dir_okay=False, exists=True),
    metavar="FILE",
    help="Whoever is to come in needs the token in FILE. Or set WOORDELIJK_TOKEN.",
)
@click.option(
    "--allow-writes",
    is_flag=True,
    help="Let who has the token put articles on record and merge speakers.",
)
@click.option(
    "--name",
    "names",
    multiple=True,
    metavar="HOST",
    help="A name by which browsers reach the server, such as quotes.newsroom.example.",
)
@click.option("--https", is_flag=True, help="Browsers reach it by HTTPS, through a proxy.")
@click.option(
    "--behind-proxy",
    is_flag=True,
    help="A proxy on this machine stands in front, and tells who asks.",
)
@house_style_option
@click.option("--lang", default="nl", show_default=True, help="Language of drafts and claims.")
@click.option(
    "--requests",
    type=click.IntRange(1, 1_000_000),
    default=600,
    show_default=True,
    help="How many requests a minute one client may send.",
)
@click.pass_context
def serve_command(
    ctx: click.Context,
    host: str,
    port: int,
    token_file: str | None,
    allow_writes: bool,
    names: tuple[str, ...],
    https: bool,
    behind_proxy: bool,
    house_style: str,
    lang: str,
    requests: int,
) -> int:
    """Serve the page for editors and the API, until you stop it with Ctrl+C.

    Only this machine reaches it, unless there is a token of 16 characters or more.
    """
    settings: Settings = ctx.obj
    token = _token(token_file)
    try:
        from web import serving
        from web.options import Limits, Options, is_loopback
    except ModuleNotFoundError as error:
        raise click.UsageError(
            f"serving needs {error.name}: pip install 'woordelijk[web]'"
        ) from None
    if token is None and (not is_loopback(host) or names or behind_proxy):
        raise click.UsageError("others may only reach it with a token: give --token-file")
    if allow_writes and token is None:
        raise click.UsageError("--allow-writes needs a token: give --token-file")
    if host in _EVERY and not names:
        raise click.UsageError(f"{host} is every address: give --name, by which browsers reach it")
    from quotes import policy

    policy.load(house_style, lang)
    own = () if host in _EVERY else (host,)
    options = Options(
        database=settings.url,
        models=settings.models,
        token=token,
        allow_writes=allow_writes,
        hosts=("127.0.0.1", "localhost", "::1", *own, *names),
        secure=https,
        house_style=house_style,
        lang=lang,
        limits=Limits(requests=requests),
    )
    debug = bool(ctx.find_root().params.get("debug"))
    with settings.store() as store:
        if store.is_empty():
            progress("the database holds no quotations yet: see woordelijk ingest")
    serving.run(
        options,
        host,
        port,
        behind_proxy=behind_proxy,
        debug=debug,
        told=lambda where: progress(f"Woordelijk is at {where}  (Ctrl+C stops it)"),
    )
    return 0


def _token(path: str | None) -> str | None:
    """The token in a file, else that of the environment; none if neither is there."""
    if path is None:
        given = os.environ.get("WOORDELIJK_TOKEN")
    else:
        with click.open_file(path, encoding="utf-8", errors="replace") as file:
            given = file.read(1000).strip()
    if given is None:
        return None
    if len(given) < _SHORTEST_TOKEN:
        raise click.UsageError(f"a token has at least {_SHORTEST_TOKEN} characters")
    return given
