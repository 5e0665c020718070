import numpy as np

from pipeline.topics.embedding import DIMENSIONS, embed, is_covered, surprise


def test_rows_are_normalised_float32() -> None:
    vectors = embed(["A port in Kenya", "नमस्ते", ""])
    assert vectors.shape == (3, DIMENSIONS)
    assert vectors.dtype == np.float32
    assert np.allclose(np.linalg.norm(vectors, axis=1), 1.0, atol=1e-5)


def test_nothing_gives_no_rows() -> None:
    assert embed([]).shape == (0, DIMENSIONS)


def test_a_text_has_one_vector_in_whatever_company() -> None:
    text = "The central bank raised its rate by half a point."
    alone = embed([text])[0]
    among = embed(["Rain is expected in the north.", text, *["A long sentence about trade and tariffs. " * 9] * 5])[1]
    assert np.allclose(alone, among, atol=1e-5)


def test_the_same_news_in_two_languages_is_closer_than_other_news_in_one() -> None:
    english, spanish, other = embed(
        [
            "Peru signs a contract for the largest solar plant in the country.",
            "Perú firma un contrato para la mayor planta solar del país.",
            "The national football team lost to Brazil in the semi-final.",
        ]
    )
    assert english @ spanish > 0.6 > 0.3 > english @ other


def test_names_surprise_more_than_common_words() -> None:
    assert surprise("the") < surprise("minister") < surprise("Ketsoyan")


def test_coverage_is_told() -> None:
    assert is_covered("pt")
    assert not is_covered("sw")
    assert not is_covered(None)
