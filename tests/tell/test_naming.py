from gtmsim.tell.naming import distinct


def test_a_scenario_is_called_by_the_stem_of_its_file() -> None:
    assert distinct(["plans/today.yaml", "pods.yaml", "preset:baseline"]) == ["today", "pods", "baseline"]


def test_equal_stems_are_told_apart_by_their_folders() -> None:
    assert distinct(["a/pods.yaml", "b/pods.yaml", "today.yaml"]) == ["a/pods", "b/pods", "today"]
    assert distinct(["preset:baseline", "baseline.yaml"]) == ["preset:baseline", "baseline"]


def test_the_same_file_twice_is_numbered() -> None:
    assert distinct(["pods.yaml", "pods.yaml"]) == ["pods 1", "pods 2"]


def test_a_scenario_of_layers_is_called_by_all_of_them() -> None:
    assert distinct(["plans/today.yaml", "plans/today.yaml+bold", "preset:shop+bold"]) == ["today", "today+bold", "shop+bold"]
