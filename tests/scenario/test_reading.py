import pytest

from gtmsim.errors import Problem
from gtmsim.scenario.reading import read


def plain(text: str) -> object:
    node, problems = read(text, "a.yaml")
    assert not problems
    assert node is not None
    return node.plain()


def problems(text: str) -> list[Problem]:
    return read(text, "a.yaml")[1]


@pytest.mark.parametrize(
    "word", ["NO", "on", "yes", "Off", "True", "NULL", "12:30", "2027-01-04", "0x1F", "1_000", ".nan"]
)
def test_words_other_yaml_readers_twist_stay_text(word: str) -> None:
    assert plain(f"a: {word}") == {"a": word}


@pytest.mark.parametrize(
    ("word", "value"),
    [
        ("1e-1", 0.1),
        ("7", 7),
        ("-2", -2),
        (".5", 0.5),
        ("3.", 3.0),
        ("true", True),
        ("false", False),
        ("~", None),
    ],
)
def test_numbers_and_four_words_are_special(word: str, value: object) -> None:
    read_back = plain(f"a: {word}")
    assert read_back == {"a": value}
    assert isinstance(read_back, dict)
    assert type(read_back["a"]) is type(value)


def test_quotes_make_text_of_anything() -> None:
    assert plain("a: \"7\"\nb: 'null'") == {"a": "7", "b": "null"}


def test_every_value_and_key_knows_its_line_and_column() -> None:
    root, _ = read("a:\n  b: {c: 1}\n", "a.yaml")
    assert root is not None
    node = root.at(("a", "b", "c"))
    assert node is not None
    assert str(node.origin) == "a.yaml:2:10"
    assert str(node.key_origin) == "a.yaml:2:7"


def test_a_key_written_twice_names_the_first_line() -> None:
    (problem,) = problems("a: 1\nb: 2\na: 3\n")
    assert (problem.line, problem.column, problem.path) == (3, 1, "a")
    assert "line 1" in problem.wanted


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("a: &x 1", "&x"),
        ("a: &x {b: 1}", "&x"),
        ("a: !!str 1", "tag:yaml.org,2002:str"),
        ("a: !rep {b: 1}", "!rep"),
        ("a:", "nothing"),
        ("{a: , b: 1}", "nothing"),
        ("true: 1", "true"),
        ("1.5: 1", "1.5"),
        ("? [a]\n: 1", "a map or list as key"),
        ("<<: {b: 1}", "<<"),
        ("a: 1\n---\nb: 2\n", "---"),
        ("", "nothing"),
        ("# only a comment\n", "nothing"),
    ],
)
def test_what_is_not_strict_is_refused(text: str, found: str) -> None:
    assert found in [problem.found for problem in problems(text)]


def test_an_alias_and_its_anchor_are_two_problems() -> None:
    assert [problem.found for problem in problems("a: &x 1\nb: *x\n")] == ["&x", "*x"]


def test_a_text_that_cannot_be_followed_says_where_it_broke() -> None:
    (problem,) = problems("a: 1\nb: [1, 2\nc: 3\n")
    assert problem.line == 3


def test_a_tab_gets_a_hint() -> None:
    (problem,) = problems("a:\n\tb: 1\n")
    assert "never tabs" in problem.hint


def test_an_unprintable_character_is_a_problem_not_a_crash() -> None:
    assert problems("a: \x01\n")


def test_a_text_nested_without_end_is_refused_before_it_hurts() -> None:
    for text in ("a: " + "[" * 5000, "{a: " * 100 + "1" + "}" * 100):
        (problem,) = problems(text)
        assert problem.wanted == "at most 40 levels"
