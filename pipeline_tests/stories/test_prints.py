import numpy as np

from pipeline.stories.prints import Print, make_print, shingles, telling_words, without_short_lines
from pipeline.stories.similarity import fold_words


def likeness(one: Print, other: Print) -> float:
    rows = fold_words([one.words, other.words])
    return float(rows[0] @ rows[1])


def test_a_shared_publisher_makes_unrelated_titles_no_more_similar() -> None:
    one = make_print("Floods in Kano displace thousands | The Star Nigeria", "", "en")
    other = make_print("Striker signs for Enugu Rangers club | The Star Nigeria", "", "en")
    assert likeness(one, other) < 0.1


def test_bylines_and_agency_marks_do_not_change_the_shingles() -> None:
    body = "The port of Mombasa came to a halt on Monday when dockworkers walked out over a plan to automate cranes."
    assert np.array_equal(shingles(without_short_lines(f"By A. Writer\n{body}\n(PTI)")), shingles(body))


def test_shingles_do_not_depend_on_case_or_spacing() -> None:
    assert np.array_equal(shingles("The Port of  Mombasa is\nclosed"), shingles("the port of mombasa IS closed"))


def test_unspaced_scripts_have_shingles_of_characters() -> None:
    one = shingles("肯尼亚蒙巴萨港码头工人罢工进入第三天，在锚地等候的船舶增至24艘。")
    other = shingles("另据报道，肯尼亚蒙巴萨港码头工人罢工进入第三天，在锚地等候的船舶增至24艘。")
    assert len(np.intersect1d(one, other)) / len(one) > 0.9


def test_a_text_of_a_few_words_has_no_shingles() -> None:
    assert len(shingles("Too short")) == 0


def test_names_and_numbers_tell_more_than_common_words() -> None:
    words = telling_words("The minister said that 4,100 dockworkers of Mombasa had walked out", "en")
    assert "the" not in words
    assert words["mombasa"] > words.get("ministe", 0.0)
    assert "4,100" in words


def test_words_with_vowel_signs_stay_whole() -> None:
    assert "कोसी" in telling_words("कोसी नदी खतरे के निशान से ऊपर", "hi")


def test_a_print_comes_back_from_its_bytes() -> None:
    made = make_print("Mombasa port halts", "Dockworkers of Mombasa walked out on Monday morning at six.", "en")
    again = Print.unpack(made.pack())
    assert again.language == "en"
    assert np.array_equal(again.words, made.words)
    assert np.array_equal(again.shingles, made.shingles)


def test_copies_are_compared_by_the_text_as_it_was_published() -> None:
    own = "Los trabajadores del puerto de Mombasa abandonaron sus puestos el lunes por la mañana."
    made = make_print("Port", "The dockworkers of Mombasa left their posts.", "en", original=own)
    assert np.array_equal(made.shingles, shingles(own))
