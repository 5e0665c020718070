"""Small fields of made articles, for tests of grouping without a warehouse."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from pipeline.stories.prints import make_print
from pipeline.stories.similarity import Field, fold_words
from pipeline.topics.embedding import DIMENSIONS, embed, is_covered


@dataclass(frozen=True)
class Told:
    """An article as a test tells it; ``hours`` orders them."""

    title: str
    text: str
    source: str = "a"
    language: str = "en"
    hours: float = 0.0


def make_field(articles: Sequence[Told]) -> Field:
    """A field with true vectors and prints, in the order given."""
    prints = [make_print(article.title, article.text, article.language) for article in articles]
    vectors = np.zeros((len(articles), DIMENSIONS), np.float32)
    covered = [at for at, article in enumerate(articles) if is_covered(article.language)]
    vectors[covered] = embed([f"{articles[at].title}. {articles[at].text[:400]}" for at in covered])
    return Field(
        ids=np.arange(len(articles)),
        hours=np.array([article.hours for article in articles], np.float64),
        sources=np.array([article.source for article in articles], object),
        languages=np.array([article.language for article in articles], object),
        vectors=vectors,
        words=fold_words([made.words for made in prints]),
        shingles=[made.shingles for made in prints],
    )


WIRE = (
    "Dockworkers at the Kenyan port of Mombasa walked off the job on Monday over a plan to automate seventeen cranes.\n"
    "The union said that 4,100 members had joined the strike and that no ship would be worked until the plan is "
    "withdrawn.\n"
    "The ports authority called the strike illegal and said that it would ask the labour court for an injunction.\n"
    "Mombasa handles most of the trade of Kenya, Uganda, Rwanda and eastern Congo."
)
OWN_ACCOUNT = (
    "At gate eighteen the night shift simply put down its tools. By six in the morning nothing moved in the harbour of "
    "Mombasa, and the dockworkers who had struck against the new automated cranes sat under the trees.\n"
    "Their union counts thousands of strikers; the authority that runs the port speaks of an unlawful walkout and "
    "wants a judge to stop it."
)
SPANISH = (
    "Los estibadores del puerto keniano de Mombasa abandonaron el lunes sus puestos por un plan para automatizar "
    "diecisiete grúas.\nEl sindicato dijo que 4.100 trabajadores se habían sumado a la huelga en el puerto."
)
OTHER = (
    "The central bank of Peru kept its reference rate at 4.25 percent on Thursday, citing inflation near its target.\n"
    "Economists polled before the meeting in Lima had expected a cut of a quarter of a point."
)
