"""The report of results on paper."""

from fairmatch.papers import results_paper
from tests.fairmatch.files.test_results_xlsx import EVIL, made_fair, made_results
from tests.fairmatch.papers.read_pdf import words_of


def test_the_report_tells_figures_amounts_and_its_moment() -> None:
    words = words_of(results_paper(made_fair(), made_results()))
    for said in (
        "상담 결과 보고서",
        "2015-10-30(금) 17:30 KST 기준",
        "57,000,000",
        "한빛구청",
        "4.50",
    ):
        assert said in words
    assert "HYPERLINK" in words


def test_it_speaks_english_and_is_the_same_each_time() -> None:
    paper = results_paper(made_fair(), made_results(), language="en")
    words = words_of(paper)
    assert "On-site contract" in words
    assert "Office" in words
    assert EVIL[:5] in words
    assert paper == results_paper(made_fair(), made_results(), language="en")
