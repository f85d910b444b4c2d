"""The risk matrix: its cuts, and that more is never graded less."""

import pytest

from stations.readiness.risk import MATRIX, RiskGrade, grade_of

GRADES = list(RiskGrade)


@pytest.mark.parametrize("likelihood", range(1, 6))
@pytest.mark.parametrize("consequence", range(1, 6))
def test_the_matrix_cuts_the_product_where_its_source_does(likelihood, consequence):
    product = likelihood * consequence
    cuts = ((20, RiskGrade.MAJOR), (15, RiskGrade.LARGE), (9, RiskGrade.GENERAL))

    expected = next((grade for least, grade in cuts if product >= least), RiskGrade.LOW)

    assert grade_of(likelihood, consequence) is expected


def test_more_likely_or_worse_is_never_graded_less():
    ranks = [[GRADES.index(grade) for grade in row] for row in MATRIX]

    assert all(row == sorted(row) for row in ranks)
    assert all(list(column) == sorted(column) for column in zip(*ranks, strict=True))
