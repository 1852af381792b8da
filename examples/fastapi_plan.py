"""A FastAPI service that keeps plans: post ratings, read the proposal, fetch the page.

Run it: ``uvicorn examples.fastapi_plan:app``. It uses only the public API; a store keeps the
plans, and its revision is the ETag, so two people who edit at once are told.
"""

from __future__ import annotations

import datetime
import os
from typing import Annotated

from fastapi import FastAPI, Header, Request, Response
from fastapi.responses import JSONResponse
from pydantic import BaseModel

import ledertrivsel as lt

app = FastAPI(title="Plans for managers' well-being")
STORE = os.environ.get("PLANS", "sqlite:///plans.db")


class Start(BaseModel):
    """What a new plan takes."""

    title: str
    organisation: str
    on: datetime.date


class Ratings(BaseModel):
    """Rows of (voice, theme, importance, success) for one round."""

    round: str
    rows: list[tuple[str, str | int, int | None, int | None]]


@app.exception_handler(lt.LedertrivselError)
def told(request: Request, error: lt.LedertrivselError) -> JSONResponse:
    """Say what is wrong in the caller's language; a conflict is 412, all else 422."""
    language = "en" if request.headers.get("accept-language", "da").startswith("en") else "da"
    status = {"conflict": 412, "not-found": 404}.get(error.code, 422)
    return JSONResponse({"code": error.code, "detail": lt.say(error, language)}, status)


@app.put("/plans/{key}", status_code=201)
def start(key: str, body: Start) -> dict[str, int]:
    """Begin a plan under a key that is not taken."""
    plan = lt.Plan.start(
        lt.load_method(), title=body.title, organisation=body.organisation, on=body.on
    )
    return {"revision": lt.write_plan(plan, STORE, key=key)}


@app.post("/plans/{key}/rounds")
def rate(key: str, body: Ratings, if_match: Annotated[int, Header()]) -> dict[str, object]:
    """Add a round and return what is proposed; themes go by id, number or title."""
    plan, _ = lt.read_plan(STORE, key=key)
    plan = plan.add_round(lt.Round.from_rows(body.round, body.rows, themes=plan.themes))
    revision = lt.write_plan(plan, STORE, key=key, expected=if_match)
    proposal = lt.proposal(plan)
    return {
        "revision": revision,
        "chosen": proposal.chosen,
        "contested": proposal.contested,
        "findings": [finding.render("da") for finding in lt.check(plan, today=plan.latest_act)],
    }


@app.get("/plans/{key}.html")
def page(key: str, language: str = "da") -> Response:
    """Return the page that the whole organisation may see."""
    plan, revision = lt.read_plan(STORE, key=key)
    made = lt.export(plan, "html", language=language)
    return Response(made.content, media_type="text/html", headers={"ETag": str(revision)})
