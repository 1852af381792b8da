"""Taking a person out of stored plans: gone from every file, and every revision still a plan."""

import datetime
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import attrs
import pytest
from hypothesis import given

from ledertrivsel import redaction
from ledertrivsel.ballots import Ballot
from ledertrivsel.cards import ActionCard, Task
from ledertrivsel.decisions import FollowUpAgreement, Report
from ledertrivsel.documents import SCHEMA, dump, load
from ledertrivsel.errors import Busy, InvalidValueError, StoreError
from ledertrivsel.hookspecs import Capabilities
from ledertrivsel.labels import say
from ledertrivsel.personal import Found, Unread, Unreadable, find_person
from ledertrivsel.plan import Plan
from ledertrivsel.redaction import Redaction, redact
from ledertrivsel.rounds import Round, RoundPurpose
from ledertrivsel.storage import Meta, PlanStore, Revision, RevisionState
from ledertrivsel.stores.memory import MemoryStore
from ledertrivsel.stores.sqlite import SqliteStore
from ledertrivsel.testing.strategies import filled_plan, plans
from ledertrivsel.texts import Where
from tests.cases import small_plans as small
from tests.cases.stores import opened

AT = datetime.datetime(2026, 9, 2, 13, 0, tzinfo=datetime.UTC)
DAY = datetime.date(2026, 9, 2)


@pytest.fixture(params=["memory", "sqlite", "dir"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[PlanStore]:
    made = opened(request.param, tmp_path / "p")
    with PlanStore(made) as plans:
        yield plans


def carded(who: str = "Anna Holm", goal: str = "Som Anna siger") -> Plan:
    card = ActionCard(
        theme_id="sparring",
        goal=goal,
        responsible=f"{who}, HR",
        tasks=(Task(what="Hold møde", who=who, done_on=DAY),),
    )
    return small.bare().choose(["sparring"], recommended_by=who, on=DAY).add_card(card)


def voted(*voices: str, later: tuple[str, ...] = ()) -> Plan:
    def ballots(names: tuple[str, ...]) -> tuple[Ballot, ...]:
        return tuple(
            Ballot(voice=name, ratings=(("sparring", 1 + n % 5, 2),))
            for n, name in enumerate(names)
        )

    plan = small.bare().add_round(Round(id="a", ballots=ballots(voices)))
    if not later:
        return plan
    again = Round(id="b", purpose=RoundPurpose.FOLLOW_UP, ballots=ballots(later))
    return plan.add_round(again)


def voices(plan: Plan, round_id: str = "a") -> dict[str, object]:
    """Return what each voice gave."""
    return {b.voice: b.ratings[0][1] for b in plan.round(round_id).ballots}


def test_the_marked_fields_of_all_revisions_and_who_saved_them_are_rewritten(
    store: PlanStore,
) -> None:
    plan = carded()
    store.save(plan, "2026", actor="anna holm", at=AT)
    store.save(plan.confirm(by="Bo", on=DAY), "2026", expected=1, actor="Bo", at=AT)
    store.delete("2026", expected=2, actor="Anna Holm")
    before = store.history("2026").items
    done = redact(store, "Anna Holm")
    assert (done.rewritten, len(done.replaced), done.left, done.unread) == (3, 8, (), ())
    first, second = store.load("2026", 1)[0], store.load("2026", 2)[0]
    assert first == carded("[slettet]")
    assert second == carded("[slettet]").confirm(by="Bo", on=DAY)
    after = store.history("2026").items
    assert [told.meta.actor for told in after] == ["[slettet]", "Bo", "[slettet]"]
    for was, now in zip(before, after, strict=True):
        assert (now.revision, now.state) == (was.revision, was.state)
        assert attrs.evolve(now.meta, actor="") == attrs.evolve(was.meta, actor="")
    assert list(store.check()) == []


def test_what_stands_in_other_text_is_left_and_told(store: PlanStore) -> None:
    store.save(carded(), "a")
    done = redact(store, "Anna")
    assert [(m.where, m.path, m.value) for m in done.left] == [
        (Where.FREE_TEXT, "cards[0].goal", "Som Anna siger")
    ]
    assert store.load("a")[0] == carded("[slettet] Holm")


def test_other_text_is_replaced_where_asked(store: PlanStore) -> None:
    store.save(carded(), "a")
    done = redact(store, "Anna", "NN", free_text=True)
    assert done.left == ()
    assert store.load("a")[0] == carded("NN Holm", "Som NN siger")


def test_keys_ids_and_the_methods_words_are_left_and_told(store: PlanStore) -> None:
    plan = small.bare().add_theme("Anna", source="other", id="anna")  # type: ignore[arg-type]
    store.save(plan, "Anna")
    done = redact(store, "Anna", free_text=True)
    assert [mention.where for mention in done.left] == [Where.KEY, Where.ID]
    assert store.load("Anna")[0].own_themes[0].title.to("da") == "[slettet]"


def test_doing_it_again_changes_nothing(store: PlanStore) -> None:
    store.save(carded(), "a", actor="Anna Holm")
    redact(store, "Anna Holm")
    before = store.history("a").items
    assert redact(store, "Anna Holm") == Redaction()
    assert store.history("a").items == before


def test_parts_of_words_are_replaced_unless_asked_otherwise(store: PlanStore) -> None:
    store.save(carded("Annas leder"), "a")
    redact(store, "Anna")
    assert store.load("a")[0].cards[0].tasks[0].who == "[slettet]s leder"


def test_only_whole_words_are_replaced_where_asked(store: PlanStore) -> None:
    store.save(carded("Bo, Boligchef"), "a")
    redact(store, "Bo", whole_words=True)
    assert store.load("a")[0].cards[0].responsible == "[slettet], Boligchef, HR"


def test_only_the_keys_asked_for_are_rewritten(store: PlanStore) -> None:
    for key in ("a", "b"):
        store.save(carded(), key)
    redact(store, "Anna Holm", keys=["b"])
    assert store.load("a")[0] == carded()
    assert store.load("b")[0] == carded("[slettet]")


# Gone


@pytest.mark.parametrize("kind", ["sqlite", "dir"])
def test_nothing_of_the_name_is_left_in_any_file(kind: str, tmp_path: Path) -> None:
    secret = "Ånna Qvistgaard"
    with PlanStore(opened(kind, tmp_path / "p")) as store:
        plan = filled_plan(lambda at: at if at.startswith("instrument") else f"{secret} {at}")
        for revision in range(20):
            later = attrs.evolve(plan, purpose=f"{secret} {revision}")
            store.save(later, "2026", expected=revision, actor=f"{secret} {revision}")
        store.delete("2026", expected=20, actor=secret)
        store.save(small.bare(), "anden")
        assert files_with(tmp_path, b"vistgaard")
        done = redact(store, secret, free_text=True)
        assert (done.rewritten, done.left, done.unread) == (21, (), ())
        assert files_with(tmp_path, b"vistgaard") == []
        assert find_person(store, "qvist") == Found()
    assert files_with(tmp_path, b"vistgaard") == []


def files_with(folder: Path, text: bytes) -> list[str]:
    files = [file for file in folder.rglob("*") if file.is_file()]
    assert files
    return [file.name for file in files if text in file.read_bytes()]


def test_while_the_store_is_open_its_files_hold_nothing_either(tmp_path: Path) -> None:
    with PlanStore(SqliteStore(tmp_path / "p.db")) as store:
        for revision in range(5):
            store.save(carded("Qvistgaard"), "a", expected=revision, actor="Qvistgaard")
        store.delete("a", expected=5, actor="Qvistgaard")
        redact(store, "qvistgaard")
        names = [file.name for file in tmp_path.iterdir()]
        files = [file.read_bytes() for file in tmp_path.iterdir()]
        assert "p.db-wal" in names
        assert not [1 for content in files if b"vistgaard" in content.lower()]
        assert store.load("a", 3)[0] == carded("[slettet]")


def test_after_busy_it_is_run_again_and_then_it_is_gone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(redaction, "_TRIES", 2)
    path = tmp_path / "p.db"
    with PlanStore(SqliteStore(path, busy_seconds=0.01)) as store:
        store.save(carded("Qvistgaard"), "a")
        reader = sqlite3.connect(path, isolation_level=None)
        reader.execute("BEGIN")
        reader.execute("SELECT count(*) FROM revision").fetchone()
        with pytest.raises(Busy, match="not yet from the log"):
            redact(store, "Qvistgaard")
        assert store.load("a")[0] == carded("[slettet]")
        reader.execute("COMMIT")
        reader.close()
        assert redact(store, "Qvistgaard") == Redaction()
        assert not [f for f in tmp_path.iterdir() if b"Qvistgaard" in f.read_bytes()]


# Names that must differ


def test_two_people_are_still_two(store: PlanStore) -> None:
    store.save(voted("anna", "ANNA", "Bo", later=("ANNA", "anna")), "a")
    redact(store, "Anna")
    plan = store.load("a")[0]
    assert voices(plan) == {"[slettet]": 2, "[slettet] 2": 1, "Bo": 3}
    assert voices(plan, "b") == {"[slettet]": 1, "[slettet] 2": 2}


def test_one_who_was_taken_out_before_stays_another(store: PlanStore) -> None:
    store.save(voted("Anna"), "a")
    store.save(voted("Anna", "Bo", later=("Anna", "Bo")), "a", expected=1)
    redact(store, "Bo")
    redact(store, "Anna")
    assert voices(store.load("a", 1)[0]) == {"[slettet] 2": 1}
    plan = store.load("a")[0]
    assert voices(plan) == {"[slettet] 2": 1, "[slettet]": 2}
    assert voices(plan, "b") == {"[slettet] 2": 1, "[slettet]": 2}


def test_a_numbered_name_is_no_longer_than_a_name_may_be(store: PlanStore) -> None:
    long = "x" * 195
    store.save(voted(f"Bo {long}", f"bo {long}"), "a")
    redact(store, "Bo")
    names = sorted(voices(store.load("a")[0]))
    assert names == [f"[slettet] {'x' * 188} 2", f"[slettet] {'x' * 190}"]


def test_reports_follow_the_name_of_their_group(store: PlanStore) -> None:
    agreed = FollowUpAgreement(groups=("Annas gruppe", "annas gruppe", "Andre"))
    plan = small.bare().agree_follow_up(agreed)
    for group in agreed.groups:
        plan = plan.report(Report(group=group, on=DAY, works=group))
    store.save(plan, "a")
    redact(store, "Annas gruppe")
    changed = store.load("a")[0]
    assert changed.follow_up is not None
    assert changed.follow_up.groups == ("[slettet]", "[slettet] 2", "Andre")
    told = {report.works: report.group for report in changed.reports}
    assert told == {
        "Annas gruppe": "[slettet]",
        "annas gruppe": "[slettet] 2",
        "Andre": "Andre",
    }


def test_own_themes_are_still_called_differently(store: PlanStore) -> None:
    plan = small.bare()
    for number, title in enumerate(("Om Anna", "Om Karl", "Om [slettet]")):
        plan = plan.add_theme(title, source="other", id=f"own-{number}")  # type: ignore[arg-type]
    store.save(plan, "a")
    redact(store, "Anna", free_text=True)
    titles = [theme.title.to("da") for theme in store.load("a")[0].own_themes]
    assert titles == ["Om [slettet] 2", "Om Karl", "Om [slettet]"]


def test_an_own_theme_is_not_called_as_one_of_the_methods(store: PlanStore) -> None:
    theirs = small.bare().instrument.themes[0].title.to("da")
    store.save(small.bare().add_theme("Anna", source="other", id="own"), "a")  # type: ignore[arg-type]
    redact(store, "Anna", theirs, free_text=True)
    assert store.load("a")[0].own_themes[0].title.to("da") == f"{theirs} 2"


@given(plan=plans())
def test_any_plan_stays_a_plan_and_nothing_of_the_text_is_left(plan: Plan) -> None:
    store = PlanStore(MemoryStore())
    store.save(plan, "a")
    words = [word for card in plan.cards for word in card.responsible.split() if len(word) > 1]
    text = words[0] if words else "HR"
    try:
        done = redact(store, text, "§", free_text=True)
    except InvalidValueError:
        return
    changed = store.load("a")[0]
    assert load(dump(changed)) == changed
    assert changed.matrix() == plan.matrix()
    kinds = {mention.where for mention in find_person(store, text).mentions}
    assert kinds <= {Where.METHOD, Where.ID}
    assert {mention.where for mention in done.left} == kinds


# What can't be done


def test_a_store_that_cannot_rewrite_refuses_before_anything() -> None:
    class Fixed(MemoryStore):
        capabilities = Capabilities()

    store = PlanStore(Fixed())
    store.save(carded(), "a")
    with pytest.raises(StoreError) as caught:
        redact(store, "Anna")
    assert str(caught.value) == (
        "The store at Fixed failed: it can't rewrite the past; copy it into a store that can."
    )
    assert store.load("a")[0] == carded()


@pytest.mark.parametrize("replacement", ["anna", "[Anna]"])
def test_a_replacement_that_holds_the_text_is_refused(replacement: str) -> None:
    with pytest.raises(InvalidValueError) as caught:
        redact(PlanStore(MemoryStore()), "Anna", replacement)
    assert str(caught.value) == (
        f"replacement must not hold the text it replaces, got {replacement!r}."
    )
    assert say(caught.value) == (
        f"replacement må ikke indeholde den tekst, den erstatter, men er {replacement!r}."
    )


def test_what_cannot_be_read_is_left_as_it_is_and_told() -> None:
    memory = MemoryStore()
    newer = dump(carded()).replace(b'"schema": 1', b'"schema": 2', 1)
    memory.save("ny", newer, expected=0, meta=Meta(actor="Anna", schema=2))
    memory.save("skadet", b"{}", expected=0, meta=Meta(actor="Anna", schema=1))
    rows = memory._rows["skadet"]
    memory._rows["skadet"] = (attrs.evolve(rows[0], body=b"x"),)
    done = redact(PlanStore(memory), "Anna")
    assert done.unread == (
        Unread(key="ny", revision=1, why=Unreadable.NEWER_SCHEMA, is_named=True),
        Unread(key="skadet", revision=1, why=Unreadable.CORRUPT),
    )
    assert [(m.key, m.where) for m in done.left] == [("skadet", Where.ACTOR)]
    stored = memory.load("ny")
    assert (stored.body, stored.meta.actor, stored.meta.schema) == (newer, "[slettet]", 2)


def test_a_plan_that_is_rewritten_has_the_schema_of_today(store: PlanStore) -> None:
    store.store.save("a", dump(carded()), expected=0, meta=Meta(at=AT))
    redact(store, "Anna Holm")
    (told,) = store.history("a").items
    assert told.meta == Meta(at=AT, schema=SCHEMA)
    assert told.state is RevisionState.SAVED


def test_where_only_the_one_who_saved_it_is_named_the_document_stays_byte_for_byte(
    store: PlanStore,
) -> None:
    body = dump(small.bare()).replace(b":", b" :", 1)
    store.store.save("a", body, expected=0, meta=Meta(actor="Anna"))
    assert redact(store, "Anna").rewritten == 1
    stored = store.store.load("a")
    assert (stored.body, stored.meta) == (body, Meta(actor="[slettet]"))


class Watched(MemoryStore):
    """A store that counts what is written anew."""

    is_busy = False

    def __init__(self) -> None:
        super().__init__()
        self.rewritten: list[tuple[str, int]] = []

    def rewrite(self, told: Revision, body: bytes | None, *, was: str) -> Revision:
        self.rewritten.append((told.key, told.revision))
        if self.is_busy:
            raise Busy(told.key, "Others write.")
        return super().rewrite(told, body, was=was)


def test_where_nothing_was_ever_taken_out_nothing_is_written() -> None:
    store = Watched()
    PlanStore(store).save(carded(), "a", actor="Bo")
    assert redact(PlanStore(store), "Qvistgaard") == Redaction()
    assert store.rewritten == []


def test_the_first_revision_that_bears_the_mark_is_written_anew_to_clear_the_log() -> None:
    store = Watched()
    plans = PlanStore(store)
    plans.save(carded(), "a", actor="Bo")
    plans.save(carded("[slettet]"), "b")
    plans.save(carded(), "c", actor="[slettet]")
    redact(plans, "Qvistgaard")
    assert store.rewritten == [("b", 1)]


@pytest.mark.parametrize("actor", ["", "[slettet]"])
def test_a_damaged_revision_is_not_written_anew(actor: str) -> None:
    store = Watched()
    PlanStore(store).save(carded(), "a", actor=actor)
    rows = store._rows["a"]
    store._rows["a"] = (attrs.evolve(rows[0], body=b"x"),)
    done = redact(PlanStore(store), "Qvistgaard")
    assert [unread.why for unread in done.unread] == [Unreadable.CORRUPT]
    assert store.rewritten == []


def test_after_six_tries_it_is_busy(monkeypatch: pytest.MonkeyPatch) -> None:
    def longest(least: float, most: float) -> float:
        assert (least, most) == (0, 0.02)
        return most

    pauses: list[float] = []
    monkeypatch.setattr("ledertrivsel.redaction.random.uniform", longest)
    monkeypatch.setattr("ledertrivsel.redaction.time.sleep", pauses.append)
    store = Watched()
    store.is_busy = True
    PlanStore(store).save(carded(), "a")
    with pytest.raises(Busy):
        redact(PlanStore(store), "Anna Holm")
    assert store.rewritten == [("a", 1)] * 6
    assert pauses == [0.04, 0.08, 0.16, 0.32, 0.64]


def test_a_revision_changed_at_the_same_time_is_read_anew() -> None:
    class Raced(MemoryStore):
        is_raced = False

        def rewrite(self, told: Revision, body: bytes | None, *, was: str) -> Revision:
            if not self.is_raced:
                self.is_raced = True
                other = dump(carded("Anna Holm", "Et nyt mål"))
                super().rewrite(told, other, was=was)
            return super().rewrite(told, body, was=was)

    store = PlanStore(Raced())
    store.save(carded(), "a")
    assert redact(store, "Anna Holm").rewritten == 1
    assert store.load("a")[0] == carded("[slettet]", "Et nyt mål")
