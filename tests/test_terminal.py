"""What is written while somebody listens, and by whom."""

import sys
import threading

import pytest

from ledertrivsel._terminal import listening


def test_what_is_written_is_heard_and_kept_from_the_terminal(
    capsys: pytest.CaptureFixture[str],
) -> None:
    before = sys.stdout
    with listening() as heard:
        print("æøå", end="")
        sys.stdout.writelines(["a", "b"])
        sys.stdout.buffer.write("ø\n".encode())
        sys.stdout.flush()
    assert "".join(heard) == "æøåabø\n"
    assert sys.stdout is before
    print("after")
    assert capsys.readouterr().out == "after\n"


def test_what_other_threads_write_goes_where_it_went(capsys: pytest.CaptureFixture[str]) -> None:
    def write() -> None:
        sys.stdout.buffer.write(b"bytes ")
        sys.stdout.buffer.flush()
        print("from elsewhere")

    with listening() as heard:
        other = threading.Thread(target=write)
        other.start()
        other.join()
    assert heard == []
    assert capsys.readouterr().out == "bytes from elsewhere\n"


def test_two_threads_listen_each_to_itself(capsys: pytest.CaptureFixture[str]) -> None:
    started, heard = threading.Barrier(2, timeout=20), {}

    def listen(name: str) -> None:
        with listening() as own:
            started.wait()
            print(name, end="")
            started.wait()
        heard[name] = "".join(own)

    before = sys.stdout
    threads = [threading.Thread(target=listen, args=(name,)) for name in ("one", "two")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert heard == {"one": "one", "two": "two"}
    assert sys.stdout is before
    assert capsys.readouterr().out == ""


def test_who_listens_inside_hears_its_own(capsys: pytest.CaptureFixture[str]) -> None:
    with listening() as outer:
        print("a", end="")
        with listening() as inner:
            print("b", end="")
        print("c", end="")
    assert ("".join(outer), "".join(inner)) == ("ac", "b")
    assert capsys.readouterr().out == ""


def test_a_fault_ends_the_listening(capsys: pytest.CaptureFixture[str]) -> None:
    before = sys.stdout
    with pytest.raises(ZeroDivisionError), listening():
        raise ZeroDivisionError
    assert sys.stdout is before


def test_a_program_without_a_terminal_is_listened_to(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdout", None)
    with listening() as heard:
        print("x", end="")
    assert "".join(heard) == "x"
    assert sys.stdout is None
