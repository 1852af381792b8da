"""The embedding examples run as their readers would run them."""

from pathlib import Path

import pytest

THEMES = ("new-managers", "sparring", "restitution")
ROWS = [(voice, theme, 5, 2) for voice in ("A", "B") for theme in THEMES]


def test_a_django_model_holds_a_plan_and_tells_the_second_writer() -> None:
    from examples.django_plan import demo, is_plan

    page = demo(ROWS)
    assert "Hvordan sikrer vi sparring?" in page
    from django.core.exceptions import ValidationError

    with pytest.raises(ValidationError) as caught:
        is_plan({"schema": 1, "titel": "x"})
    assert any("title" in message for message in caught.value.messages)


def test_a_fastapi_service_rates_proposes_and_serves_the_page(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from fastapi.testclient import TestClient

    from examples import fastapi_plan

    monkeypatch.setattr(fastapi_plan, "STORE", f"sqlite:///{tmp_path}/plans.db")
    client = TestClient(fastapi_plan.app)
    begun = {"title": "Plan", "organisation": "Eksempel Kommune", "on": "2026-09-02"}
    assert client.put("/plans/2026", json=begun).json() == {"revision": 1}
    assert client.put("/plans/2026", json=begun).status_code == 412
    rated = client.post(
        "/plans/2026/rounds",
        json={"round": "forbered", "rows": ROWS},
        headers={"if-match": "1"},
    )
    assert rated.status_code == 200, rated.text
    assert rated.json()["chosen"] == list(THEMES)
    stale = client.post(
        "/plans/2026/rounds", json={"round": "igen", "rows": []}, headers={"if-match": "1"}
    )
    assert (stale.status_code, stale.json()["code"]) == (412, "conflict")
    wrong = client.post(
        "/plans/2026/rounds",
        json={"round": "tredje", "rows": [["A", "sparing", 5, 2]]},
        headers={"if-match": "2", "accept-language": "en"},
    )
    assert wrong.status_code == 422
    assert "Did you mean 'sparring'?" in wrong.json()["detail"]
    page = client.get("/plans/2026.html", params={"language": "en"})
    assert page.headers["etag"] == "2"
    assert '<html lang="en"' in page.text
    assert client.get("/plans/2027.html").status_code == 404
