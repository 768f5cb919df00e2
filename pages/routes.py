"""The addresses under which the browser fetches what the components show. All are read-only.

``/cartouche/assets/<version>/...``            scripts, styles and fonts
``/cartouche/gallery/<version>``              the gallery of patterns
``/cartouche/resembles``                      what a typed equation (``?latex=``) resembles
``/cartouche/paper/<token>/patterns``         where each pattern occurs in the paper
``/cartouche/paper/<token>/outline``          what the paper holds
``/cartouche/paper/<token>/notation``         its symbols as a table
``/cartouche/paper/<token>/page/<n>``         the boxes of a page
``/cartouche/paper/<token>/picture/<n>``      the page as PNG, ``?zoom=`` pixels per point
``/cartouche/paper/<token>/marked``           a copy of the PDF with notes in it, told in a voice as cards are
``/cartouche/paper/<token>/json``             everything, as the command writes it, likewise
``/cartouche/paper/<token>/equation/<id>``    the card of an equation, ``?language=`` en or zh, ``?depth=`` beginner or expert
``/cartouche/paper/<token>/symbol/<id>``      the card of a symbol, likewise

A paper is answered for only while it is open in this program, to those whose session was given its token.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from functools import cache
from pathlib import Path

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Mount, Route
from starlette.staticfiles import StaticFiles

from pages import cards, copies, patterns, pictures
from pages.shelf import OpenPaper, shelf
from patterns.explanation.voice import Voice, voice_of
from reader.errors import CartoucheError

PREFIX = "/cartouche"
ASSETS = Path(__file__).resolve().parent / "assets"
#: What carries its version or its hash in its address never changes there.
FOREVER = {"Cache-Control": "private, max-age=31536000, immutable"}
#: Annotations are made anew when the program changes.
NEVER = {"Cache-Control": "no-store"}


@cache
def assets_version() -> str:
    """A short hash over the scripts and styles, which goes into their address."""
    digest = hashlib.sha256()
    for path in sorted(ASSETS.rglob("*")):
        if path.is_file():
            digest.update(path.name.encode() + path.read_bytes())
    return digest.hexdigest()[:12]


class _Assets(StaticFiles):
    """Static files that browsers may keep."""

    def file_response(self, *args: object, **options: object) -> Response:
        response = super().file_response(*args, **options)  # type: ignore[arg-type]
        response.headers.update(FOREVER)
        return response


def routes() -> list[BaseRoute]:
    """The routes to mount beside Streamlit's."""
    paper = f"{PREFIX}/paper/{{token}}"
    return [
        Mount(f"{PREFIX}/assets/{{version}}", _Assets(directory=ASSETS)),
        Route(f"{PREFIX}/gallery/{{version}}", _gallery),
        Route(f"{PREFIX}/resembles", _resembles),
        Route(f"{paper}/patterns", _answer(lambda paper, request: patterns.occurrences(paper))),
        Route(f"{paper}/outline", _answer(lambda paper, request: cards.outline(paper))),
        Route(f"{paper}/notation", _answer(lambda paper, request: cards.notation(paper))),
        Route(f"{paper}/page/{{page:int}}", _answer(lambda paper, request: cards.marks(paper, _page(request)))),
        Route(f"{paper}/equation/{{name}}", _answer(_equation)),
        Route(f"{paper}/symbol/{{name}}", _answer(_symbol)),
        Route(f"{paper}/picture/{{page:int}}", _picture),
        Route(f"{paper}/marked", _copy(copies.marked, "-marked.pdf", "application/pdf")),
        Route(f"{paper}/json", _copy(copies.everything, ".json", "application/json")),
    ]


def _answer(
    card: Callable[[OpenPaper, Request], cards.Card | list[cards.Card] | None],
) -> Callable[[Request], Response]:
    """An endpoint that answers with a card as JSON. Not ``async``: it runs in a worker thread."""

    def endpoint(request: Request) -> Response:
        found = card(_paper(request), request)
        if found is None:
            raise HTTPException(404, "The paper has nothing under this name.")
        return JSONResponse(found, headers=NEVER)

    return endpoint


def _copy(made: Callable[[OpenPaper, Voice], bytes], ending: str, kind: str) -> Callable[[Request], Response]:
    """An endpoint that answers with a file to keep."""

    def endpoint(request: Request) -> Response:
        paper = _paper(request)
        try:
            data = made(paper, _voice(request))
        except CartoucheError as error:
            raise HTTPException(422, str(error)) from error
        name = copies.file_name(paper, ending)
        return Response(
            data, media_type=kind, headers={**NEVER, "Content-Disposition": f'attachment; filename="{name}"'}
        )

    return endpoint


def _gallery(request: Request) -> Response:
    """The whole gallery. The version in the address is only there to make a new address of a new gallery."""
    return Response(patterns.wall(), media_type="application/json", headers=FOREVER)


def _resembles(request: Request) -> Response:
    return JSONResponse(patterns.resembling(request.query_params.get("latex", "")), headers=NEVER)


def _picture(request: Request) -> Response:
    paper = _paper(request)
    try:
        zoom = float(request.query_params.get("zoom", "2"))
        data = pictures.picture(paper, _page(request), zoom)
    except ValueError as error:
        raise HTTPException(400, "The zoom must be a number.") from error
    except CartoucheError as error:
        raise HTTPException(422, str(error)) from error
    return Response(data, media_type="image/png", headers=FOREVER)


def _paper(request: Request) -> OpenPaper:
    paper = shelf().by_token(request.path_params["token"])
    if paper is None:
        raise HTTPException(404, "This paper is not open any more; open it again.")
    return paper


def _equation(paper: OpenPaper, request: Request) -> cards.Card | None:
    return cards.equation_card(paper, _name(request), _voice(request))


def _symbol(paper: OpenPaper, request: Request) -> cards.Card | None:
    return cards.symbol_card(paper, _name(request), _voice(request))


def _voice(request: Request) -> Voice:
    voice = voice_of(request.query_params.get("language"), request.query_params.get("depth"))
    if voice is None:
        raise HTTPException(400, "The language must be en or zh, the depth beginner or expert.")
    return voice


def _page(request: Request) -> int:
    return int(request.path_params["page"])


def _name(request: Request) -> str:
    return str(request.path_params["name"])
