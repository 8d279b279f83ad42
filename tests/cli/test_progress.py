import pytest

from gtmsim.cli.progress import progress_of

Out = pytest.CaptureFixture[str]


def test_off_a_terminal_each_tenth_is_told_once_with_rate_and_time_left(capsys: Out) -> None:
    with progress_of("pods", quiet=False) as told:
        assert told is not None
        for done in range(1, 401):
            told(done, 400, done / 100)
    lines = capsys.readouterr().err.splitlines()
    assert len(lines) == 10
    assert lines[0] == "pods: 40 of 400 replications (10 %), 100 a second, 3.6 s to go"
    assert lines[-1] == "pods: 400 of 400 replications (100 %), 100 a second, 4 s"


def test_quiet_says_nothing() -> None:
    with progress_of("pods", quiet=True) as told:
        assert told is None


def test_other_work_that_begins_anew_is_told_from_its_beginning(capsys: Out) -> None:
    with progress_of("pods", quiet=False) as told:
        assert told is not None
        for _ in range(2):
            for done in range(1, 21):
                told(done, 20, done / 10)
    lines = capsys.readouterr().err.splitlines()
    assert len(lines) == 20
    assert lines[10].startswith("pods: 2 of 20 replications (10 %)")


def test_the_share_told_is_the_share_done(capsys: Out) -> None:
    with progress_of("pods", quiet=False, what="worlds") as told:
        assert told is not None
        for done in range(1, 5):
            told(done, 4, float(done))
    lines = capsys.readouterr().err.splitlines()
    assert [line.partition("(")[2].partition(")")[0] for line in lines] == ["25 %", "50 %", "75 %", "100 %"]
