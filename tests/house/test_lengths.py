"""Files and functions stay short enough to be read whole, at night, by somebody tired."""

from statistics import median, quantiles

from tests.house.tree import functions, modules, said


def test_no_file_is_longer_than_one_subject() -> None:
    lengths = {module.path: module.text.count("\n") for module in modules()}

    long = said(f"{path}: {lines} lines" for path, lines in lengths.items() if lines >= 300)

    assert not long, f"split by subject, 300 lines are too many:\n{long}"


def test_no_function_is_longer_than_a_screen() -> None:
    long = said(f"{each.place}: {each.lines} lines" for each in functions() if each.lines > 60)

    assert not long, f"a function holds one thought, 60 lines at most:\n{long}"


def test_most_functions_are_short() -> None:
    lengths = [each.lines for each in functions() if each.is_product]

    ninetieth = quantiles(lengths, n=10)[-1]

    assert median(lengths) < 10
    assert ninetieth < 30
